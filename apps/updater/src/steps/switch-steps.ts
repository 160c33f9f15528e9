import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@app/kernel';
import { backUpFile } from '@app/store-files';
import type { StepWork } from '@app/updates';
import { baseline, type Baseline } from '../probes/baseline';
import { worseThan } from '../probes/judge-look';
import { mayStopNow } from './gate-step';
import { slotOf, type UpdateParts } from './update-parts';

/** A release on trial has so many starts of the box before the launcher goes back. */
const TRIES = 2;
const LIVE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 20;
const LOOK_AGAIN_MS = 250;
/** Time beyond the proving in which the launcher waits for somebody to vouch. */
const MARGIN_MS = 90_000;
/** What registers and people need; the updater itself may start and end. */
const SERVING = ['scale-unit', 'console'];
/** One look may come at a bad moment. */
const LOOKS_THAT_CONDEMN = 3;

/** Copies the store, for a disaster: an undo keeps what was sold and never comes back to this copy. */
export function saveStep({ settings, files }: UpdateParts): StepWork {
  return async () => {
    if (settings.storeUrl) return { kind: 'done' };
    const folder = files.path('before');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await backUpFile(join(settings.dataDir, 'scale-unit', 'store.db'), join(folder, 'store.db'));
    return { kind: 'done' };
  };
}

/** Notes how the box is, stops the old release, moves the link and starts the new one. */
export function switchStep(parts: UpdateParts): StepWork {
  return async (update) => {
    const { launcher, probe, files, settings, releases } = parts;
    if (!(await mayStopNow(parts))) return { kind: 'held' };
    files.saveFact('baseline', await probe.look());
    const withinMs = settings.goodAfterSeconds * 1_000 + MARGIN_MS;
    const began = Date.now();
    files.saveFact('first-fault', began);
    await launcher.switchRelease({ to: await slotOf(releases, update.to), tries: TRIES, withinMs });
    await untilLive(parts);
    files.saveFact('pause', Date.now() - began);
    files.dropFact('first-fault');
    return { kind: 'done' };
  };
}

/** Watches the new release for as long as it takes to believe in it. */
export function proveStep(parts: UpdateParts): StepWork {
  return async (update) => {
    const { probe, files, settings, launcher, releases } = parts;
    const before = baseline.parse(files.fact('baseline'));
    const slot = await slotOf(releases, update.to);
    await untilWell(parts, before, update.to);
    const end = Date.now() + settings.goodAfterSeconds * 1_000;
    const restarts = await restartsOf(launcher);
    let badLooks = 0;
    // What is found in the last moment is looked at until it is clear.
    while (Date.now() < end || badLooks > 0) {
      files.throwIfCancelled(update.updateId);
      if ((await launcher.releases()).running !== slot) return { kind: 'failed', reason: releases.returnedFrom(update.to) ?? GONE };
      const ended = (await restartsOf(launcher)) > restarts ? ['a process of the box ended by itself'] : [];
      const faults = [...ended, ...worseThan(before, await probe.look(), update.to)];
      if (faults.length > 0 && badLooks === 0) files.saveFact('first-fault', Date.now());
      badLooks = faults.length === 0 ? 0 : badLooks + 1;
      if (badLooks >= LOOKS_THAT_CONDEMN)
        return { kind: 'failed', reason: { code: 'probe.failed', detail: faults.join('; ').slice(0, 500) } };
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      files.tell({ state: 'proving', text: `${left} s`, whyNot: [], endsAt: end });
      await pause(badLooks > 0 ? 1_000 : settings.probeEverySeconds * 1_000);
    }
    await launcher.keepRelease(slot);
    return { kind: 'done' };
  };
}

const GONE = { code: 'trial.expired', detail: 'the launcher went back' } as const;

/** Brings the old release back, however often that takes. The store stays as it is: nothing that was sold is lost. */
export function undoStep(parts: UpdateParts): StepWork {
  return async (update) => {
    const { launcher, releases, files } = parts;
    const slot = await slotOf(releases, update.from);
    if ((await launcher.releases()).running !== slot) await launcher.switchRelease({ to: slot });
    await untilLive(parts);
    const first = files.fact('first-fault') as number | undefined;
    if (first !== undefined) files.saveFact('return', Date.now() - first);
    return { kind: 'done' };
  };
}

/** Every process needs its time to start, after a switch and after a cut. */
async function untilWell({ probe, files }: UpdateParts, before: Baseline, to: string): Promise<void> {
  const began = Date.now();
  for (;;) {
    const faults = worseThan(before, await probe.look(), to);
    if (faults.length === 0) return;
    if (files.fact('first-fault') === undefined) files.saveFact('first-fault', began);
    if (Date.now() - began > LIVE_WITHIN_MS) throw new DomainError('probe.failed', faults.join('; '));
    await pause(LOOK_AGAIN_MS);
  }
}

async function restartsOf(launcher: UpdateParts['launcher']): Promise<number> {
  const all = await Promise.all(SERVING.map((name) => launcher.status(name)));
  return all.reduce((sum, { restarts }) => sum + restarts, 0);
}

async function untilLive({ probe }: UpdateParts): Promise<void> {
  for (const end = Date.now() + LIVE_WITHIN_MS; Date.now() < end; await pause(LOOK_EVERY_MS)) if (await probe.isLive()) return;
  throw new DomainError('switch.failed', `registers get no answer for ${LIVE_WITHIN_MS / 1_000} s`);
}
