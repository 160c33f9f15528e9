import { setTimeout as pause } from 'node:timers/promises';
import { statfs } from 'node:fs/promises';
import { DomainError } from '@app/kernel';
import type { Manifest, StepWork } from '@app/updates';
import { slotOf, type UpdateParts } from './update-parts';

const ASK_AGAIN_MS = 5_000;
/** What is told is flushed to the disk. */
const TELL_EVERY_MS = 500;
/** Left free beside a release: trade needs room to write. */
const RESERVE_BYTES = 512 * 1024 * 1024;

/** Asks the signed metadata what the release is, and brings every file of it. A line that is down is waited for. */
export function fetchStep(parts: UpdateParts): StepWork {
  return async (update) => {
    if (parts.order.kind === 'undo') return { kind: 'done' };
    try {
      const manifest = await parts.source.manifestOf(update.to);
      await requireSpace(parts, manifest);
      await bring(parts, manifest, update.updateId);
      parts.files.saveFact('manifest', manifest);
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'release.unreachable') throw error;
      const trouble = { code: 'release.unreachable', detail: error.message } as const;
      parts.files.tell({ state: 'fetching', text: error.message, whyNot: [], trouble });
      await pause(ASK_AGAIN_MS);
      return { kind: 'held' };
    }
  };
}

async function requireSpace({ releases, settings }: UpdateParts, { files, version }: Manifest): Promise<void> {
  if ((await slotOf(releases, version)) !== null) return;
  const { bavail, bsize } = await statfs(settings.dataDir);
  const needed = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) + RESERVE_BYTES;
  if (bavail * bsize < needed) throw new DomainError('release.no-space', `${bavail * bsize} bytes are free, ${needed} are needed`);
}

async function bring({ releases, settings, dispatcher, files, own }: UpdateParts, manifest: Manifest, orderId: string): Promise<void> {
  const total = manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let toldAt = 0;
  const tell = (done: number): void => {
    if (Date.now() - toldAt < TELL_EVERY_MS) return;
    files.throwIfCancelled(orderId);
    files.tell({ state: 'fetching', text: `${Math.floor((done / total) * 100)} %`, whyNot: [], bytes: { done, total } });
    toldAt = Date.now();
  };
  await releases.fetch(manifest, { blobsUrl: `${settings.url!.replace(/\/$/, '')}/blobs`, dispatcher, tell, alike: [own.path] });
}
