import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mapping, type Mapping } from './mapping';

export interface Mappings {
  readonly mappings: readonly Mapping[];
  /** Files of the folder that are no mapping, and why. */
  readonly faults: readonly { readonly file: string; readonly reason: string }[];
}

/** Reads the folder anew each time: a mapping that was mended counts at once. */
export function readMappings(folder: string): Mappings {
  const read = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readMapping(folder, file));
  return { mappings: read.flatMap((one) => ('mapping' in one ? one.mapping : [])), faults: read.filter((one) => 'reason' in one) };
}

function readMapping(folder: string, file: string): { mapping: Mapping } | { file: string; reason: string } {
  try {
    const read = mapping.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!read.success) return { file, reason: z.prettifyError(read.error).replace(/\s*\n\s*/g, ' ') };
    return { mapping: { ...read.data, name: file.slice(0, -'.json'.length) } };
  } catch (error) {
    return { file, reason: (error as Error).message };
  }
}
