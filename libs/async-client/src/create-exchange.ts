import { findBox, type AppliedPackage, type SqliteCatalog } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { join } from 'node:path';
import type { Applier } from './apply/apply-thread';
import { DownloadService } from './download/download.service';
import { PackageFetcher } from './download/package-fetcher';
import { SegmentStore } from './download/segment-store';
import { HeadquartersProof } from './upload/proof';
import { UploadService } from './upload/upload.service';
import { ExchangeClient } from './wire/exchange-client';
import type { HeadquartersWire } from './wire/headquarters-wire';

export interface ExchangeOptions {
  readonly wire: HeadquartersWire;
  readonly store: Database;
  readonly catalog: SqliteCatalog;
  /** The box's data folder: generations of the catalog, and `packages/` below it. */
  readonly directory: string;
  readonly applier: Applier;
  /** Real time. */
  readonly clock: Clock;
  /** Hints for whoever listens; the truth is the catalog's version and the upload state. */
  readonly onApplied?: (applied: readonly AppliedPackage[]) => void;
  readonly onAcknowledged?: (counter: number) => void;
}

/** Both directions of the exchange with headquarters, joined. */
export interface Exchange {
  readonly client: ExchangeClient;
  readonly download: DownloadService;
  readonly upload: UploadService;
  readonly proof: HeadquartersProof;
}

export function createExchange({ wire, store, catalog, directory, applier, clock, onApplied, onAcknowledged }: ExchangeOptions): Exchange {
  const client = new ExchangeClient(wire);
  const segments = new SegmentStore(join(directory, 'packages'), client);
  const download = new DownloadService({
    exchange: client,
    fetcher: new PackageFetcher(client, segments),
    segments,
    applier,
    catalogDirectory: directory,
    headquartersKey: async () => (await findBox(store.reader))?.headquartersKey,
    appliedBefore: (packageId) => catalog.reader.appliedPackage(packageId),
    onApplied: (applied) => {
      catalog.follow();
      onApplied?.(applied);
    },
    clock,
  });
  const upload = new UploadService({ exchange: client, store, clock, onAcknowledged: (counter) => onAcknowledged?.(counter) });
  return { client, download, upload, proof: new HeadquartersProof(store.reader, client) };
}
