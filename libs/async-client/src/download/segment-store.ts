import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExchangeClient } from '../wire/exchange-client';
import type { FetchOutcome } from './fetch-outcome';
import { capped } from '../line/capped';
import type { LineUse } from '../line/line-use';
import { appendTo, digestOf } from './part-file';

/** Kept free for selling, whatever headquarters sends. */
const RESERVE_BYTES = 256 * 1024 * 1024;
/** Unpacked rows with their indices take about this much more than the packed segment. */
const UNPACKED_FACTOR = 8;

/** A file that headquarters keeps under its digest. */
export interface NamedFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Segments on this disk, each under its digest. A transfer goes on where it was cut, also after a restart, and a file gets
 * its name only when its digest is right: what has a name is whole.
 */
export class SegmentStore {
  constructor(
    readonly folder: string,
    private readonly exchange: ExchangeClient,
    private readonly lineUse: LineUse,
  ) {}

  /** Whether the files and their rows fit this disk and leave the reserve. */
  async hasRoomFor(files: readonly NamedFile[]): Promise<boolean> {
    await mkdir(this.folder, { recursive: true });
    const disk = await statfs(this.folder);
    const packed = files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
    return disk.bavail * disk.bsize >= RESERVE_BYTES + packed * (1 + UNPACKED_FACTOR);
  }

  /** Bytes that are not the file's are fetched once more, from the start: the line may have put them there. */
  async fetch(file: NamedFile, signal?: AbortSignal): Promise<FetchOutcome> {
    const fetched = await this.fetchOnce(file, signal);
    return !fetched.ok && fetched.kind === 'damaged' ? this.fetchOnce(file, signal) : fetched;
  }

  /** Forgets segments that turned out damaged on this disk, so that they are fetched again. */
  async discard(files: readonly NamedFile[]): Promise<void> {
    for (const { sha256 } of files) await rm(join(this.folder, sha256), { force: true });
  }

  /** Removes every segment, whole or in part. */
  async clear(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) await rm(join(this.folder, name), { recursive: true, force: true });
  }

  private async fetchOnce(file: NamedFile, signal: AbortSignal | undefined): Promise<FetchOutcome> {
    const path = join(this.folder, file.sha256);
    if ((await sizeOf(path)) === file.sizeBytes) return { ok: true };
    const part = `${path}.part`;
    const fetched = await this.fetchWhole(file, part, signal);
    if (fetched.ok) await rename(part, path);
    else if (fetched.kind === 'damaged') await rm(part, { force: true });
    return fetched;
  }

  private async fetchWhole(file: NamedFile, part: string, signal: AbortSignal | undefined): Promise<FetchOutcome> {
    const fetched = await this.fetchRest(file, part, signal);
    if (!fetched.ok || (await digestOf(part)) === file.sha256) return fetched;
    return { ok: false, kind: 'damaged', reason: `segment ${file.sha256} arrived damaged` };
  }

  private async fetchRest({ sha256, sizeBytes }: NamedFile, part: string, signal: AbortSignal | undefined): Promise<FetchOutcome> {
    const size = (await sizeOf(part)) ?? 0;
    if (size === sizeBytes) return { ok: true };
    const answer = await this.exchange.blob(sha256, size < sizeBytes ? size : 0, signal);
    if (answer.kind === 'elsewhere')
      return { ok: false, kind: 'something-else-answers', reason: `blob ${sha256}: sent to ${answer.link.host}` };
    if (answer.kind === 'refused') return { ok: false, kind: refusalKind(answer.status), reason: `blob ${sha256}: ${answer.status}` };
    if (answer.kind === 'unreachable') return { ok: false, kind: 'unreachable', reason: `${answer.reason}: ${answer.message}` };
    return appendTo(part, capped(answer.body, this.lineUse), { isResumed: answer.isResumed, sizeBytes });
  }
}

/** Only that there is no such file speaks against a package. Any other refusal is unsigned, and may be anybody's on the line. */
const refusalKind = (status: number) => (status === 404 || status === 410 ? 'refused' : 'something-else-answers');

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
