/** A process that ran this long was well: its next crash is answered at once. */
const STABLE_AFTER_MS = 10_000;

const FREE_CRASHES = 3;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** Milliseconds to wait before the next start, after so many crashes in a row that each came soon after the start. */
const delayBefore = (quickCrashes) =>
  quickCrashes <= FREE_CRASHES ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (quickCrashes - FREE_CRASHES - 1), LONGEST_DELAY_MS);

/** How many quick crashes in a row there are, now that a process ended after running so long. */
const countQuickCrash = (quickCrashes, ranMs) => (ranMs >= STABLE_AFTER_MS ? 0 : quickCrashes + 1);

module.exports = { STABLE_AFTER_MS, delayBefore, countQuickCrash };
