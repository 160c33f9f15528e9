import { findBox, insertDownloadFailure, type Catalog } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { DownloadSession } from '@app/protocol';
import { join } from 'node:path';
import type { Applier } from './apply/apply-thread';
import { DownloadService } from './download/download.service';
import { Listener } from './download/last-word';
import { exchangePace } from './jobs/exchange-jobs';
import type { Pace } from './jobs/pace';
import { LineUse } from './line/line-use';
import { PackageFetcher } from './download/package-fetcher';
import { SegmentStore } from './download/segment-store';
import { ExchangeCheck } from './check/exchange-check';
import { ContentCheck } from './content/content-check';
import type { ContentReader } from './content/own-content';
import { RecordCheck } from './records/record-check';
import { ResendService } from './records/resend.service';
import { HeadquartersProof } from './upload/proof';
import { UploadService } from './upload/upload.service';
import { ExchangeClient, type ExchangeResult } from './wire/exchange-client';
import type { HeadquartersWire } from './wire/headquarters-wire';

export interface ExchangeOptions {
  /** Lines of their own, so that a stuck download holds up no sale on its way up, and the other way round. */
  readonly wires: { readonly download: HeadquartersWire; readonly upload: HeadquartersWire };
  readonly store: Database;
  readonly catalog: Catalog;
  /** The box's data folder: generations of the catalog, and `packages/` below it. */
  readonly directory: string;
  readonly applier: Applier;
  /** Where rows are digested for a comparison with headquarters. */
  readonly contents: ContentReader;
  /** Real time. */
  readonly clock: Clock;
  /** Hints for whoever listens; the truth is the catalog's version and the upload state. */
  readonly onApplied?: (catalogVersion: number) => void;
  readonly onAcknowledged?: (counter: number) => void;
  /** Headquarters lost records that it had acknowledged. */
  readonly onLost?: () => void;
}

/** Both directions of the exchange with headquarters. */
export interface Exchange {
  readonly download: DownloadService;
  readonly lineUse: LineUse;
  /** Asks headquarters for all rows of one job again. */
  readonly requestSnapshot: (job: string) => Promise<ExchangeResult<DownloadSession>>;
  readonly upload: UploadService;
  readonly proof: HeadquartersProof;
  readonly resend: ResendService;
  readonly check: ExchangeCheck;
  /** When each direction tries next. */
  readonly paces: { readonly download: Pace; readonly upload: Pace };
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { store, clock, catalog, contents, onAcknowledged, onLost } = options;
  const exchange = new ExchangeClient(options.wires.upload);
  const lineUse = new LineUse(store, clock);
  const resend = new ResendService(store, exchange);
  const records = new RecordCheck({ store, exchange, clock });
  const content = new ContentCheck({ exchange, catalog, read: contents });
  return {
    download: createDownload(options, lineUse),
    lineUse,
    requestSnapshot: (job) => exchange.requestSnapshot(job),
    upload: new UploadService({ exchange, store, lineUse, clock, onAcknowledged: (counter) => onAcknowledged?.(counter) }),
    proof: new HeadquartersProof({ store, exchange, clock, onLost: () => onLost?.() }),
    resend,
    check: new ExchangeCheck({ store, clock, records, resend, content }),
    paces: { download: exchangePace(), upload: exchangePace() },
  };
}

function createDownload(
  { wires, store, catalog, directory, applier, clock, onApplied }: ExchangeOptions,
  lineUse: LineUse,
): DownloadService {
  const exchange = new ExchangeClient(wires.download);
  const segments = new SegmentStore(join(directory, 'packages'), exchange, lineUse);
  return new DownloadService({
    exchange,
    fetcher: new PackageFetcher(exchange, segments, { takesSqlite: catalog.server === undefined }),
    segments,
    lineUse,
    listener: new Listener(store, clock),
    applier,
    catalogDirectory: directory,
    enrolled: async () => {
      const box = await findBox(store.reader);
      return box && { channelDatabaseId: box.identity.channelDatabaseId, headquartersKey: box.headquartersKey };
    },
    appliedBefore: (packageId) => catalog.reader.appliedPackage(packageId),
    onApplied: async () => {
      catalog.follow();
      onApplied?.(await catalog.reader.version());
    },
    onFailed: (failure) => store.unitOfWork.run((tx) => insertDownloadFailure(tx, failure)),
    clock,
  });
}
