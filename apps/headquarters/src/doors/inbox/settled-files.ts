import { readdirSync, lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** A file of the inbox that nobody has written to for a while. */
export interface SettledFile {
  readonly name: string;
  readonly modifiedAt: number;
  readonly hasMarker: boolean;
}

interface Seen {
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly since: number;
}

export const MARKER = '.done';
/** Names under which programs write what they rename when it is whole. */
const IN_TRANSIT = /^\.|~$|\.(part|filepart|tmp|temp|crdownload|partial|swp)$/i;

/**
 * Finds files that have settled: same size and time for so many milliseconds, as this process saw them. The time a file
 * shows may be an old one that a copy kept, so it alone says nothing.
 */
export class SettledFiles {
  private seen = new Map<string, Seen>();

  constructor(
    private readonly folder: string,
    private readonly settleMs: number,
  ) {}

  /** Oldest first, by the time of the last change and then by name. */
  look(now: number): SettledFile[] {
    const names = readdirSync(this.folder);
    const markers = new Set(names.filter((name) => name.endsWith(MARKER)));
    const seen = names.flatMap((name) => {
      const stats = IN_TRANSIT.test(name) || markers.has(name) ? undefined : statOf(join(this.folder, name));
      return stats?.isFile() ? [[name, this.standing(name, stats, now)] as const] : [];
    });
    this.seen = new Map(seen);
    return seen
      .filter(([, { since }]) => now - since >= this.settleMs)
      .map(([name, { modifiedAt }]) => ({ name, modifiedAt, hasMarker: markers.has(name + MARKER) }))
      .sort((a, b) => a.modifiedAt - b.modifiedAt || (a.name < b.name ? -1 : 1));
  }

  private standing(name: string, { size, mtimeMs }: Stats, now: number): Seen {
    const before = this.seen.get(name);
    const isSame = before?.sizeBytes === size && before.modifiedAt === mtimeMs;
    return isSame ? before : { sizeBytes: size, modifiedAt: mtimeMs, since: now };
  }
}

/** Undefined for what went away meanwhile. A link is not followed: it may lead anywhere. */
function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
