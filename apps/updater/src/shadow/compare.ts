import { isDeepStrictEqual } from 'node:util';
import type { Rehearsed } from './synthetic-sale';

/** A scan may be so many times slower, once it is slower than a customer can notice. */
const SLOWER_AT_MOST = 3;
const UNNOTICED_MS = 25;

/** What the new release charges or prints otherwise than the old one, in one line; null for nothing. Additions to an answer are no difference. */
export function differenceOf(old: Rehearsed, fresh: Rehearsed): string | null {
  for (const part of ['sale', 'refund'] as const) {
    const found = firstDifference(old[part], fresh[part], part);
    if (found) return found;
  }
  return old.receipt === fresh.receipt ? null : lineDifference(old.receipt, fresh.receipt);
}

/** That the new release takes longer, in one line; null when nobody would notice. On a machine with other work it may be so once. */
export function slownessOf(old: Rehearsed, fresh: Rehearsed): string | null {
  const mostMs = Math.max(UNNOTICED_MS, old.scanMs * SLOWER_AT_MOST);
  return fresh.scanMs > mostMs ? `a scan takes ${fresh.scanMs.toFixed(1)} ms, ${old.scanMs.toFixed(1)} ms before` : null;
}

function firstDifference(old: unknown, fresh: unknown, path: string): string | null {
  if (isDeepStrictEqual(old, fresh)) return null;
  if (!isObject(old) || !isObject(fresh)) return `${path} is ${text(fresh)}, ${text(old)} before`;
  if (Array.isArray(old) && Array.isArray(fresh) && old.length !== fresh.length)
    return `${path} has ${fresh.length} entries, ${old.length} before`;
  for (const [name, value] of Object.entries(old)) {
    const found = firstDifference(value, fresh[name], `${path}.${name}`);
    if (found) return found;
  }
  return null;
}

function lineDifference(old: string, fresh: string): string {
  const [before, now] = [old.split('\n'), fresh.split('\n')];
  const index = before.findIndex((line, at) => line !== now[at]);
  return `the receipt says "${now[index]?.trim() ?? ''}", "${before[index]?.trim() ?? ''}" before`;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string => JSON.stringify(value) ?? 'missing';
