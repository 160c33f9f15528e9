import type { Tone } from '@app/web';
import type { Session } from '../api/client';

export type SessionState = Session['state'];

const STATES: Readonly<Record<SessionState, readonly [Tone, string]>> = {
  available: ['info', 'Waits for the store'],
  requested: ['info', 'Store fetches it'],
  downloaded: ['info', 'Store applies it'],
  applied: ['good', 'Applied'],
  failed: ['bad', 'Failed'],
  canceled: ['quiet', 'Canceled or given up'],
  superseded: ['quiet', 'Replaced by a newer one'],
};

const KINDS: Readonly<Record<Session['kind'], string>> = { snapshot: 'all rows', delta: 'what changed', repair: 'repair' };

export function stateWords({ state, tryCount }: Pick<Session, 'state' | 'tryCount'>): readonly [Tone, string] {
  if (state !== 'canceled') return STATES[state];
  return tryCount > 0 ? ['bad', 'Given up'] : ['quiet', 'Canceled'];
}
export const STATE_OPTIONS = Object.entries(STATES).map(([value, [, label]]) => ({ value, label }));
export const kindWords = (kind: Session['kind']): string => KINDS[kind];

/** Which buttons a session has. */
export const canRetry = (state: SessionState): boolean => state === 'failed' || state === 'canceled';
export const canCancel = (state: SessionState): boolean => ['available', 'requested', 'downloaded', 'failed'].includes(state);
