import type { DownloadSession, PackageManifest } from '@app/protocol';
import type { StoredPackage } from '../apply/apply-package';
import { chosenForms, hasForm } from '../apply/sqlite/forms';
import type { ExchangeClient, ExchangeFailure } from '../wire/exchange-client';
import { readManifest, type Enrolled } from './read-manifest';
import type { SegmentStore } from './segment-store';

export type FetchedPackage =
  | { readonly kind: 'stored'; readonly stored: StoredPackage }
  /** The line failed: go on from here when it is back. */
  | { readonly kind: 'interrupted'; readonly failure: ExchangeFailure }
  /** The package itself cannot be taken; headquarters is told. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** Brings a session's package to this disk: manifest, signature, room, segments. */
export class PackageFetcher {
  /** Packages whose SQLite form was of no use. */
  private readonly asLines = new Set<string>();

  constructor(
    private readonly exchange: ExchangeClient,
    private readonly segments: SegmentStore,
    private readonly options: { readonly takesSqlite: boolean },
  ) {}

  /** The next try of the package takes its lines. */
  takeLines(packageId: string): void {
    this.asLines.add(packageId);
  }

  async fetch(session: DownloadSession, enrolled: Enrolled, signal?: AbortSignal): Promise<FetchedPackage> {
    const signed = await this.exchange.manifest(session.packageId, signal);
    if (!signed.ok) return interruptedOr(signed);
    const reading = readManifest(signed.value, session, enrolled);
    if (!reading.ok) return { kind: 'unusable', reason: reading.reason };
    return this.fetchSegments(reading.manifest, signal);
  }

  private async fetchSegments(manifest: PackageManifest, signal: AbortSignal | undefined): Promise<FetchedPackage> {
    const takesSqlite = this.options.takesSqlite && !this.asLines.has(manifest.packageId);
    const asSqlite = takesSqlite ? chosenForms(manifest.segments) : new Set<string>();
    const files = manifest.segments.map((segment) => (hasForm(segment) && asSqlite.has(segment.sha256) ? segment.sqlite : segment));
    if (!(await this.segments.hasRoomFor(files))) return { kind: 'unusable', reason: 'disk: not enough room' };
    for (const file of files) {
      const fetched = await this.segments.fetch(file, signal);
      if (fetched.ok) continue;
      if (fetched.kind === 'damaged') return { kind: 'unusable', reason: fetched.reason };
      return interruptedOr(fetched);
    }
    return { kind: 'stored', stored: { manifest, folder: this.segments.folder, asSqlite } };
  }
}

/** A refusal or an unreadable answer is headquarters' fault and is reported; everything else is the line's. */
function interruptedOr(failure: ExchangeFailure): FetchedPackage {
  const isOfLine = failure.kind === 'unreachable' || failure.kind === 'something-else-answers';
  return isOfLine ? { kind: 'interrupted', failure } : { kind: 'unusable', reason: `${failure.kind}: ${failure.reason}` };
}
