import type { Verdict, VerdictState } from '../verdict';
import { textOf } from './sentences';
import type { Words } from './words';

const TITLES: Readonly<Record<VerdictState, string>> = {
  selling: 'SELLING',
  ready: 'READY TO SELL',
  limited: 'LIMITED',
  'not-selling': 'NOT SELLING',
  unknown: 'ASKING',
};

export const titleOf = (state: VerdictState): string => TITLES[state];

/** The one sentence under the verdict. */
export function sentenceOf({ state, first }: Verdict, words: Words): string {
  if (!first) return 'Everything works. Nothing to do.';
  if (state === 'unknown') return 'The console asks the scale unit how it is.';
  const { cause, effect, byItself } = textOf(first, words);
  return [cause, effect, byItself].filter((part) => part !== '').join(' ');
}
