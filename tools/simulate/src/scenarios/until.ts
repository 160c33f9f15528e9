import { setTimeout as sleep } from 'node:timers/promises';

const ASK_AGAIN_MS = 5;
const LONGEST_MS = 30_000;

/** Waits until it is so; says what it waited for when it never was. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, withinMs = LONGEST_MS): Promise<void> {
  for (const began = Date.now(); !(await isSo()); await sleep(ASK_AGAIN_MS)) {
    if (Date.now() - began > withinMs) throw new Error(`waited in vain: ${what}`);
  }
}
