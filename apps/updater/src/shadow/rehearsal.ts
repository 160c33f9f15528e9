import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, newId } from '@app/kernel';
import type { UpdateFolder } from '@app/updates';
import type { UpdaterSettings } from '../config';
import { differenceOf, slownessOf } from './compare';
import { makeShadow, type ShadowSeller } from './make-shadow';
import { ShadowUnit } from './shadow-unit';
import { sellSynthetically, type Rehearsed } from './synthetic-sale';

export interface RehearsalParts {
  readonly settings: UpdaterSettings;
  readonly files: UpdateFolder;
}

interface Both {
  readonly old: Rehearsed;
  readonly fresh: Rehearsed;
}

/** A release is too slow only when it is so each time. */
const RUNS = 2;
const ALL_OF_IT = { recursive: true, force: true, maxRetries: 10 } as const;

/** Throws a coded refusal that says in one line what the new release does otherwise. */
export async function requireAlike(rehearse: () => Promise<Both>): Promise<void> {
  for (let run = 1; ; run += 1) {
    const { old, fresh } = await rehearse();
    const slowness = slownessOf(old, fresh);
    const difference = differenceOf(old, fresh) ?? (run === RUNS ? slowness : null);
    if (difference) throw new DomainError('rehearsal.differs', difference);
    if (!slowness) return;
  }
}

/** Two releases, by their folders, each on a copy of the store as it is now. */
export async function sellWithBoth(parts: RehearsalParts, releases: { readonly old: string; readonly fresh: string }): Promise<Both> {
  const { settings, files } = parts;
  const all = files.path('shadow');
  // A release that sold for a process that was cut may still be closing its files there.
  const folder = join(all, newId());
  try {
    rmSync(all, ALL_OF_IT);
    const [oldData, newData] = [join(folder, 'old'), join(folder, 'new')];
    files.tell({ state: 'rehearsing', text: 'copying the store', whyNot: [] });
    const seller = await makeShadow(join(settings.dataDir, 'scale-unit'), oldData);
    cpSync(oldData, newData, { recursive: true });
    // First the one that may not even start.
    const fresh = await sellOnCopy(parts, releases.fresh, newData, seller);
    return { fresh, old: await sellOnCopy(parts, releases.old, oldData, seller) };
  } finally {
    rmSync(all, ALL_OF_IT);
  }
}

/** A release sells on a copy of the store, which is another one afterwards. */
export async function sellOnCopy(
  { settings, files }: RehearsalParts,
  release: string,
  dataDir: string,
  seller: ShadowSeller,
): Promise<Rehearsed> {
  files.tell({ state: 'rehearsing', text: `selling with ${release.split('/').at(-1)} on a copy`, whyNot: [] });
  const unit = await ShadowUnit.start({ release, dataDir, asOf: settings.asOf, compileCache: settings.compileCache });
  try {
    return await sellSynthetically(unit.caller, seller);
  } finally {
    await unit.stop();
  }
}
