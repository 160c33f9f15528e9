import { BACKGROUND, outcomeOf } from '@app/web';
import { useCallback, useEffect, useState } from 'react';
import { api, type BackupsState } from '../api/client';

const EVERY_MS = 2_000;

interface Last {
  readonly state: BackupsState | null;
  readonly isAnswering: boolean;
}

/** The last answer about the copies, asked for again every two seconds; it stays while the scale unit is away. */
export function useBackups(): Last & { readonly show: (state: BackupsState) => void } {
  const [last, setLast] = useState<Last>({ state: null, isAnswering: true });
  const show = useCallback((state: BackupsState) => setLast({ state, isAnswering: true }), []);
  useEffect(() => {
    let isClosed = false;
    const ask = async () => {
      const outcome = await outcomeOf(api.GET('/console/v1/backups', { headers: BACKGROUND }));
      if (isClosed) return;
      const data = outcome.kind === 'done' ? outcome.data : undefined;
      setLast(({ state }) => ({ state: data ?? state, isAnswering: data !== undefined }));
    };
    void ask();
    const timer = window.setInterval(() => void ask(), EVERY_MS);
    return () => {
      isClosed = true;
      window.clearInterval(timer);
    };
  }, []);
  return { ...last, show };
}
