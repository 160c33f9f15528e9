import { once } from 'node:events';
import { constants, createWriteStream, type WriteStream } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { UpdateReasonCode } from '@app/appliance';
import { DomainError } from '@app/kernel';
import { startDownload, type createDispatcher } from '@app/platform';
import type { Manifest, ReleaseFile } from './manifest';
import { sha256Of } from './release-folder';

export interface FetchOptions {
  readonly manifest: Manifest;
  /** Every file of every release lies there by its digest. */
  readonly blobsUrl: string;
  readonly dispatcher: ReturnType<typeof createDispatcher>;
  readonly into: string;
  /** Releases that are here already: what they have is not fetched again. */
  readonly alike: readonly string[];
  readonly tell: (doneBytes: number) => void;
  /** The line broke; what is missing is asked for after a pause. */
  readonly broke?: (why: string) => void;
  /** Waits between tries of one file. */
  readonly pausesMs?: readonly number[];
}

const DEADLINE_MS = 20_000;
/** A line that flaps is tried again; the rest of a file is fetched from where it broke off. Whatever came begins the pauses anew. */
const PAUSES_MS: readonly number[] = [200, 1_000, 3_000, 10_000, 30_000];

/** Brings every file of a release into a folder. What is there from an earlier try stays. Throws a coded refusal. */
export async function fetchRelease(options: FetchOptions): Promise<void> {
  let doneBytes = 0;
  for (const file of options.manifest.files) {
    await bring(file, options);
    doneBytes += file.sizeBytes;
    options.tell(doneBytes);
  }
}

/** What of a release an earlier try did not bring yet. */
export async function missingBytes({ files }: Manifest, into: string): Promise<number> {
  let bytes = 0;
  for (const { path, sizeBytes } of files) {
    const target = join(into, path);
    bytes += sizeBytes - Math.min(sizeBytes, Math.max(await sizeOf(target), await sizeOf(`${target}.part`)));
  }
  return bytes;
}

async function bring(file: ReleaseFile, options: FetchOptions): Promise<void> {
  const target = join(options.into, file.path);
  if (await isFile(target, file)) return;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const part = `${target}.part`;
  if (!(await copyAlike(file, part, options.alike))) await download(file, part, options);
  if ((await sha256Of(part)) !== file.sha256) {
    await rm(part);
    throw refusal('release.not-genuine', `${file.path} came with other bytes than were signed`);
  }
  await chmod(part, file.isProgram ? 0o755 : 0o644);
  await rename(part, target);
}

async function isFile(path: string, { sizeBytes, sha256 }: ReleaseFile): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === sizeBytes && (await sha256Of(path)) === sha256;
}

async function copyAlike(file: ReleaseFile, part: string, releases: readonly string[]): Promise<boolean> {
  for (const release of releases) {
    const source = join(release, file.path);
    if (!(await isFile(source, file))) continue;
    await copyFile(source, part, constants.COPYFILE_FICLONE);
    return true;
  }
  return false;
}

async function download(file: ReleaseFile, part: string, options: FetchOptions): Promise<void> {
  const pausesMs = options.pausesMs ?? PAUSES_MS;
  for (let tries = 0; ; tries += 1) {
    const before = await sizeOf(part);
    const failure = await continueDownload(file, part, options);
    if (failure === undefined) return;
    if ((await sizeOf(part)) > before) tries = 0;
    if (tries === pausesMs.length) throw refusal('release.unreachable', `${file.path}: ${failure} (tried ${tries + 1} times)`);
    options.broke?.(`${file.path}: ${failure}`);
    await pause(pausesMs[tries]);
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

/** Undefined when the file is whole, else why not. Never takes more bytes than were signed. */
async function continueDownload(file: ReleaseFile, part: string, { blobsUrl, dispatcher }: FetchOptions): Promise<string | undefined> {
  const fromByte = await sizeOf(part);
  const url = `${blobsUrl}/${file.sha256}`;
  const answer = await startDownload({ url, headers: {}, dispatcher, fromByte, deadlineMs: DEADLINE_MS });
  if (answer.kind !== 'streaming') return answer.kind === 'unreachable' ? answer.message : `the server answered: ${answer.kind}`;
  let size = answer.isResumed ? fromByte : 0;
  const out = createWriteStream(part, { flags: answer.isResumed ? 'a' : 'w', flush: true });
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > file.sizeBytes) throw refusal('release.not-genuine', `${file.path} does not end where it should`);
      await write(out, chunk);
    }
    // A line that breaks is an error. What ends in good order and too soon is no longer there as it was signed.
    if (size < file.sizeBytes) throw refusal('release.damaged', `${file.path} ends after ${size} of ${file.sizeBytes} bytes`);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (isOfDisk(error)) throw refusal('release.no-space', String(error));
    return String(error);
  } finally {
    out.end();
    await once(out, 'close');
  }
}

function write(out: WriteStream, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => out.write(chunk, (error) => (error ? reject(error) : resolve())));
}

const isOfDisk = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');

const refusal = (code: UpdateReasonCode, message: string): DomainError => new DomainError(code, message);
