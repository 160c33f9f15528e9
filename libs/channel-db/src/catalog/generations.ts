import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '@app/files';

/**
 * The catalog is one SQLite file per generation. `catalog.current` names the one that counts; it is replaced atomically,
 * so that a cut at any moment leaves the old generation or the new one, never half of one.
 */
const POINTER = 'catalog.current';
const GENERATION_FILE = /^catalog-(\d+)\.db(?:-wal|-shm|-journal)?$/;

export function generationFile(directory: string, generation: number): string {
  return join(directory, `catalog-${generation}.db`);
}

/** The generation the pointer names; undefined on a box that never had one. */
export function currentGeneration(directory: string): number | undefined {
  const text = readTextIfExists(join(directory, POINTER));
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

export function pointToGeneration(directory: string, generation: number): void {
  writeFileAtomic(join(directory, POINTER), `${generation}\n`);
}

/** Removes the files of a generation that nobody reads any more. */
export function removeGeneration(directory: string, generation: number): void {
  removeWhere(directory, (found) => found === generation);
}

/** At start: what a cut left behind, half built or no longer current. */
export function removeOtherGenerations(directory: string, keep: number): void {
  removeWhere(directory, (found) => found !== keep);
}

function removeWhere(directory: string, isUnwanted: (generation: number) => boolean): void {
  for (const name of readdirSync(directory)) {
    const found = GENERATION_FILE.exec(name)?.[1];
    if (found !== undefined && isUnwanted(Number(found))) rmSync(join(directory, name), { force: true });
  }
}
