import { outcomeOf } from '@app/web';
import { useCallback } from 'react';
import { api } from '../api/client';
import { usePolled } from '../api/use-polled';

const askForAll = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/rollouts', { headers }));

/** Rollouts, newest first. */
export const useRollouts = () => usePolled(askForAll);

/** One rollout with its rings. */
export function useRollout(rolloutId: string) {
  const ask = useCallback(
    (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/rollouts/{rolloutId}', { params: { path: { rolloutId } }, headers })),
    [rolloutId],
  );
  return usePolled(ask);
}

export type ShownState = 'failed' | 'accepted' | 'ordered' | 'good' | 'planned' | 'current';

/** The first hundred boxes of a rollout that are in a state. */
export function useRolloutBoxes(rolloutId: string, state: ShownState) {
  const ask = useCallback(
    (headers: Record<string, string>) =>
      outcomeOf(api.GET('/api/v1/rollouts/{rolloutId}/boxes', { params: { path: { rolloutId }, query: { state } }, headers })),
    [rolloutId, state],
  );
  return usePolled(ask);
}
