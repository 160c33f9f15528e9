import { outcomeOf } from '@app/web';
import { api, type Box } from './client';
import { usePolled } from './use-polled';

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/boxes', { headers }));

/** Every box that serves a store now; null until it is known. */
export function useBoxes(): readonly Box[] | null {
  const { data } = usePolled(ask);
  return data && data.boxes.filter(({ state }) => state === 'active');
}
