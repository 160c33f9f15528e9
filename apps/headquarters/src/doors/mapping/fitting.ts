import { namePartsOf } from './file-pattern';
import type { Mapping } from './mapping';

/** A mapping that is for a file, and what the file's name says. */
export interface Fitting {
  readonly mapping: Mapping;
  readonly nameParts: Readonly<Record<string, string>>;
}

export function fittingFor(fileName: string, mappings: readonly Mapping[]): Fitting[] {
  return mappings.flatMap((mapping) => {
    const nameParts = namePartsOf(mapping.file, fileName);
    return nameParts ? { mapping, nameParts } : [];
  });
}

/** Files of one series follow each other: the mapping, and the named parts that do not only number them. */
export function seriesOf({ mapping, nameParts }: Fitting): string {
  const parts = Object.keys(nameParts).filter((name) => !mapping.sequence.includes(name)).sort(); // prettier-ignore
  return [mapping.name, ...parts.map((name) => nameParts[name])].join('/');
}
