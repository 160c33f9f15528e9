import { currentGeneration, generationFile } from '@app/channel-db';
import { openReadOnly } from '@app/database';
import { invariant, newId } from '@app/kernel';
import type { PackageManifest } from '@app/protocol';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from '../apply/apply';
import { prepareCatalog } from '../apply/catalog-file';
import { chosenForms } from '../apply/sqlite/forms';
import { contentFaults } from './content-faults';
import { linkFiles } from './package-files';

/** What came of applying a package to an empty catalog. */
export interface Trial {
  /** Why a box would refuse the package; none when it would take it. */
  readonly faults: readonly string[];
  /** Rows that would stand in quarantine; the package is taken without them. */
  readonly quarantined: readonly QuarantinedRow[];
}

interface QuarantinedRow {
  readonly entity: string;
  readonly rowKey: string;
  readonly reason: string;
}

/** Applies the package as lines and, where it has SQLite forms, as those: by what a box runs, on a catalog that is thrown away. */
export async function applyOnTrial(folder: string, manifest: PackageManifest): Promise<Trial> {
  const asLines = await inScratch(folder, manifest, new Set());
  const forms = chosenForms(manifest.segments);
  if (asLines.faults.length > 0 || forms.size === 0) return asLines;
  const { faults } = await inScratch(folder, manifest, forms);
  return { ...asLines, faults };
}

async function inScratch(folder: string, manifest: PackageManifest, asSqlite: ReadonlySet<string>): Promise<Trial> {
  const directory = await mkdtemp(join(tmpdir(), 'package-'));
  try {
    const segments = join(directory, 'packages');
    await linkFiles(folder, manifest, segments);
    await prepareCatalog(directory);
    for (const one of [...beforeOf(manifest), manifest]) {
      const stored = { manifest: one, folder: segments, asSqlite };
      const outcome = await apply({ directory, packages: [stored], now: manifest.createdAt });
      if (outcome.kind === 'refused') return { faults: [`${outcome.reason}: ${outcome.message}`], quarantined: [] };
    }
    return await found(directory, manifest);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What brings an empty catalog to where the package begins: no rows, but its version. */
function beforeOf({ contents: _contents, ...manifest }: PackageManifest): PackageManifest[] {
  if (manifest.kind === 'snapshot') return [];
  return [{ ...manifest, packageId: newId(), kind: 'snapshot', toVersion: manifest.fromVersion, segments: [] }];
}

async function found(directory: string, manifest: PackageManifest): Promise<Trial> {
  const quarantined = await parkedRows(directory);
  return { faults: await contentFaults(directory, manifest, quarantined), quarantined };
}

async function parkedRows(directory: string): Promise<QuarantinedRow[]> {
  const generation = currentGeneration(directory);
  invariant(generation !== undefined, 'a prepared catalog has a generation');
  const { reader, close } = openReadOnly(generationFile(directory, generation));
  try {
    return await reader.query<QuarantinedRow>(
      'SELECT entity, row_key AS "rowKey", reason FROM {download_quarantine} ORDER BY entity, row_key',
    );
  } finally {
    close();
  }
}
