import { setTimeout as pause } from 'node:timers/promises';
import { statfs } from 'node:fs/promises';
import type { UpdateReason } from '@app/appliance';
import { DomainError } from '@app/kernel';
import type { Manifest, StepWork } from '@app/updates';
import { z } from 'zod';
import type { UpdateParts } from './update-parts';

/** What is told is flushed to the disk. */
const TELL_EVERY_MS = 500;
/** Left free beside a release: trade needs room to write. */
const RESERVE_BYTES = 512 * 1024 * 1024;
/** Metadata is renewed every day and holds for a week. */
const DAY_MS = 24 * 3_600_000;
/** What passes by itself, or when a person puts it right, and how soon that is looked at again. */
const WAITED_FOR = { 'release.unreachable': 5_000, 'clock.wrong': 1_000 } as const;

/** Asks the signed metadata what the release is, and brings every file of it. A line that is down is waited for, as is a clock that is wrong. */
export function fetchStep(parts: UpdateParts): StepWork {
  return async (update) => {
    if (parts.order.kind === 'undo') return { kind: 'done' };
    try {
      await requireClock(parts);
      const manifest = await parts.source.manifestOf(update.to);
      await requireKnownSchema(parts, manifest);
      await requireSpace(parts, manifest);
      await bring(parts, manifest, update.updateId);
      parts.files.saveFact('manifest', manifest);
      return { kind: 'done' };
    } catch (error) {
      const trouble = troubleOf(error);
      if (!trouble) {
        // What came gives its room back: trade needs it, and so does the note of why.
        await parts.releases.dropIncoming();
        throw error;
      }
      parts.files.tell({ state: 'fetching', text: trouble.detail, whyNot: [], trouble });
      await pause(WAITED_FOR[trouble.code]);
      return { kind: 'held' };
    }
  };
}

function troubleOf(error: unknown): { readonly code: keyof typeof WAITED_FOR; readonly detail: string } | undefined {
  if (!(error instanceof DomainError) || !(error.code in WAITED_FOR)) return undefined;
  return { code: error.code as keyof typeof WAITED_FOR, detail: error.message };
}

const status = z.object({ clock: z.looseObject({ now: z.number() }) });

/** The scale unit knows the time from headquarters and from what it wrote down. A clock far behind would believe what has expired. */
async function requireClock({ probe }: UpdateParts): Promise<void> {
  const told = status.safeParse(await probe.ask('/status').catch(() => undefined));
  if (!told.success) throw new DomainError('clock.wrong', 'the scale unit, which knows the time, does not answer');
  const days = (Date.now() - told.data.clock.now) / DAY_MS;
  if (Math.abs(days) < 1) return;
  throw new DomainError('clock.wrong', `the clock of this machine is ${Math.round(Math.abs(days))} days ${days > 0 ? 'ahead' : 'behind'}`);
}

/** The store holds what the release that runs knows of the schema. Which that is, the list of a release that was installed says. */
async function requireKnownSchema({ releases, own }: UpdateParts, { version, schema }: Manifest): Promise<void> {
  if (!(await releases.kept()).includes(own.version)) return;
  const held = (await releases.manifestOf(own.version)).schema;
  const unknown = [...held.store, ...held.catalog].filter((change) => ![...schema.store, ...schema.catalog].includes(change));
  if (unknown.length > 0) throw new DomainError('release.too-old', `${version} does not know ${unknown.join(', ')}`);
}

async function requireSpace({ releases, settings }: UpdateParts, manifest: Manifest): Promise<void> {
  const missing = await releases.missingBytes(manifest);
  if (missing === 0) return;
  const { bavail, bsize } = await statfs(settings.dataDir);
  const needed = missing + RESERVE_BYTES;
  if (bavail * bsize < needed) throw new DomainError('release.no-space', `${bavail * bsize} bytes are free, ${needed} are needed`);
}

async function bring({ releases, settings, dispatcher, files, own }: UpdateParts, manifest: Manifest, orderId: string): Promise<void> {
  const total = manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let [toldAt, here] = [0, 0];
  const say = (trouble?: UpdateReason): void => {
    files.throwIfCancelled(orderId);
    const text = `${Math.floor((here / total) * 100)} %`;
    files.tell({ state: 'fetching', text, whyNot: [], bytes: { done: here, total }, ...(trouble && { trouble }) });
    toldAt = Date.now();
  };
  const tell = (done: number): void => {
    here = done;
    if (Date.now() - toldAt >= TELL_EVERY_MS) say();
  };
  const broke = (detail: string): void => say({ code: 'release.unreachable', detail });
  await releases.fetch(manifest, { blobsUrl: `${settings.url!.replace(/\/$/, '')}/blobs`, dispatcher, tell, broke, alike: [own.path] });
}
