import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@app/kernel';
import type { StepWork } from '@app/updates';
import { differenceOf } from '../shadow/compare';
import { makeShadow, type ShadowSeller } from '../shadow/make-shadow';
import { ShadowUnit } from '../shadow/shadow-unit';
import { sellSynthetically, type Rehearsed } from '../shadow/synthetic-sale';
import type { UpdateParts } from './update-parts';

/**
 * Old and new release each sell the same basket on a copy of the store, while the store sells. The new one has to start on the store's own
 * data, change its schema, serve over TLS, and answer to the cent what the old one answers.
 */
export function rehearseStep(parts: UpdateParts): StepWork {
  return async (update) => {
    const { settings, files, order, own, releases } = parts;
    // What ran before has proven itself; a store on SQL Server is no file that can be copied.
    if (order.kind === 'undo' || settings.storeUrl) return { kind: 'done' };
    const folder = files.path('shadow');
    try {
      const [oldData, newData] = [join(folder, 'old'), join(folder, 'new')];
      files.tell({ state: 'rehearsing', text: 'copying the store', whyNot: [] });
      const seller = await makeShadow(join(settings.dataDir, 'scale-unit'), oldData);
      cpSync(oldData, newData, { recursive: true });
      const old = await rehearse(parts, own.path, oldData, seller);
      const fresh = await rehearse(parts, releases.pathOf(update.to), newData, seller);
      const difference = differenceOf(old, fresh);
      if (difference) throw new DomainError('rehearsal.differs', difference);
      return { kind: 'done' };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
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
