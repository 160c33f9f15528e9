import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@app/kernel';
import type { StepWork } from '@app/updates';
import { differenceOf, slownessOf } from '../shadow/compare';
import { makeShadow, type ShadowSeller } from '../shadow/make-shadow';
import { ShadowUnit } from '../shadow/shadow-unit';
import { sellSynthetically, type Rehearsed } from '../shadow/synthetic-sale';
import type { UpdateParts } from './update-parts';

/** A release is too slow only when it is so each time. */
const RUNS = 2;

/**
 * Old and new release each sell the same basket on a copy of the store, while the store sells. The new one has to start on the store's own
 * data, change its schema, serve over TLS, and answer to the cent what the old one answers.
 */
export function rehearseStep(parts: UpdateParts): StepWork {
  return async (update) => {
    const { settings, order, releases } = parts;
    // What ran before has proven itself; a store on SQL Server is no file that can be copied.
    if (order.kind === 'undo' || settings.storeUrl) return { kind: 'done' };
    for (let run = 1; ; run += 1) {
      const { old, fresh } = await rehearseBoth(parts, releases.pathOf(update.to));
      const slowness = slownessOf(old, fresh);
      const difference = differenceOf(old, fresh) ?? (run === RUNS ? slowness : null);
      if (difference) throw new DomainError('rehearsal.differs', difference);
      if (!slowness) return { kind: 'done' };
    }
  };
}

async function rehearseBoth(parts: UpdateParts, release: string): Promise<{ readonly old: Rehearsed; readonly fresh: Rehearsed }> {
  const { settings, files, own } = parts;
  const folder = files.path('shadow');
  try {
    const [oldData, newData] = [join(folder, 'old'), join(folder, 'new')];
    files.tell({ state: 'rehearsing', text: 'copying the store', whyNot: [] });
    const seller = await makeShadow(join(settings.dataDir, 'scale-unit'), oldData);
    cpSync(oldData, newData, { recursive: true });
    // First the one that may not even start.
    const fresh = await rehearse(parts, release, newData, seller);
    return { fresh, old: await rehearse(parts, own.path, oldData, seller) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rehearse({ settings, files }: UpdateParts, release: string, dataDir: string, seller: ShadowSeller): Promise<Rehearsed> {
  files.tell({ state: 'rehearsing', text: `selling with ${release.split('/').at(-1)} on a copy`, whyNot: [] });
  const unit = await ShadowUnit.start({ release, dataDir, asOf: settings.asOf, compileCache: settings.compileCache });
  try {
    return await sellSynthetically(unit.caller, seller);
  } finally {
    await unit.stop();
  }
}
