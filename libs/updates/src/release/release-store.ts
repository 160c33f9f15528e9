import { closeSync, existsSync, fsyncSync, openSync, readlinkSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateReason, UpdateReasonCode } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { DomainError } from '@app/kernel';
import { z } from 'zod';
import { fetchRelease, missingBytes, type FetchOptions } from './fetch-release';
import { decodeManifest, encodeManifest, type Manifest } from './manifest';
import { faultsIn } from './release-folder';

const INCOMING = '.incoming';
/** Beside the files of a release, not among them: the list itself. */
const LIST = '.manifests';

const returned = z.object({ to: z.string(), code: z.enum(['trial.crashed', 'trial.expired']), detail: z.string() });

/** The folder that the launcher starts releases from: one folder each, and one link. Only the launcher moves the link. */
export class ReleaseStore {
  constructor(readonly folder: string) {}

  pathOf(version: string): string {
    return join(this.folder, version);
  }

  /** The release the link names; null while none was installed. */
  running(): string | null {
    const link = join(this.folder, 'current');
    return existsSync(link) ? readlinkSync(link) : null;
  }

  /** Why the launcher went back from a release by itself. */
  returnedFrom(version: string): UpdateReason | null {
    const text = readTextIfExists(join(this.folder, 'returned.json'));
    const note = text === undefined ? undefined : returned.parse(JSON.parse(text));
    return note?.to === version ? { code: note.code, detail: note.detail } : null;
  }

  /** Before a release is tried again: what was found in it then says nothing about now. */
  forgetReturn(): void {
    rmSync(join(this.folder, 'returned.json'), { force: true });
  }

  isOnTrial(): boolean {
    return existsSync(join(this.folder, 'trial.json'));
  }

  async kept(): Promise<string[]> {
    const entries = existsSync(this.folder) ? await readdir(this.folder, { withFileTypes: true }) : [];
    return entries.filter((entry) => entry.isDirectory() && existsSync(this.listOf(entry.name))).map(({ name }) => name);
  }

  /** Brings a release beside those that are there. Whatever came before a cut is gone on from. */
  async fetch(manifest: Manifest, source: Omit<FetchOptions, 'manifest' | 'into'>): Promise<void> {
    if (existsSync(this.pathOf(manifest.version))) return;
    const alike = [...source.alike, ...(await this.kept()).map((version) => this.pathOf(version))];
    const into = this.incomingOf(manifest.version);
    await mkdir(into, { recursive: true, mode: 0o700 });
    await fetchRelease({ ...source, manifest, into, alike });
  }

  /** Bytes of a release that are not here yet. */
  async missingBytes(manifest: Manifest): Promise<number> {
    return existsSync(this.pathOf(manifest.version)) ? 0 : missingBytes(manifest, this.incomingOf(manifest.version));
  }

  /** Compares every byte with the list, and only then gives the release its name. */
  async accept(manifest: Manifest): Promise<void> {
    const [incoming, final] = [this.incomingOf(manifest.version), this.pathOf(manifest.version)];
    const folder = existsSync(final) ? final : incoming;
    const faults = await faultsIn(folder, manifest);
    if (faults.length > 0) {
      await rm(incoming, { recursive: true, force: true });
      throw refusal('release.damaged', faults.join('; '));
    }
    writeFileAtomic(this.listOf(manifest.version), encodeManifest(manifest));
    if (folder === incoming) await rename(incoming, final);
    flush(this.folder);
  }

  /** The list of a release that is here. */
  async manifestOf(version: string): Promise<Manifest> {
    return decodeManifest(await readFile(this.listOf(version)));
  }

  /** Gives the room of every release back but of those named. */
  async keepOnly(versions: readonly string[]): Promise<void> {
    await this.dropIncoming();
    for (const version of await this.kept()) if (!versions.includes(version)) await this.discard(version);
  }

  /** What came of releases that are not whole. */
  async dropIncoming(): Promise<void> {
    await rm(join(this.folder, INCOMING), { recursive: true, force: true });
  }

  async discard(version: string): Promise<void> {
    await rm(this.incomingOf(version), { recursive: true, force: true });
    await rm(this.listOf(version), { force: true });
    await rm(this.pathOf(version), { recursive: true, force: true });
  }

  private incomingOf(version: string): string {
    return join(this.folder, INCOMING, version);
  }

  private listOf(version: string): string {
    return join(this.folder, LIST, `${version}.json`);
  }
}

function flush(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const refusal = (code: UpdateReasonCode, message: string): DomainError => new DomainError(code, message);
