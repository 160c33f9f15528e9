import { outcomeOf } from '@app/web';
import { useCallback } from 'react';
import { api, type Session } from '../api/client';
import { usePolled } from '../api/use-polled';

const PAGE = 50;
const HOUR_MS = 3_600_000;

/** The sessions that were chosen, as they change. */
export function useSessions({ store, job, state, hours, after }: Readonly<Record<string, string | undefined>>) {
  const ask = useCallback(
    (headers: Record<string, string>) => {
      const query = {
        limit: PAGE, channelDatabaseId: store, job, state: state as Session['state'] | undefined,
        from: hours ? Date.now() - Number(hours) * HOUR_MS : undefined, cursor: after,
      }; // prettier-ignore
      return outcomeOf(api.GET('/api/v1/scheduler/sessions', { headers, params: { query } }));
    },
    [store, job, state, hours, after],
  );
  return usePolled(ask);
}
