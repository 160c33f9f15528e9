import { BACKGROUND, outcomeOf } from '@app/web';
import { useEffect, useState } from 'react';
import { api, type ExchangeState } from '../api/client';

const EVERY_MS = 5_000;

/** The last answer about the exchange, asked for again every five seconds; it stays while the scale unit is away. */
export function useExchange(): { readonly state: ExchangeState | null; readonly isAnswering: boolean } {
  const [last, setLast] = useState<{ state: ExchangeState | null; isAnswering: boolean }>({ state: null, isAnswering: true });
  useEffect(() => {
    let isClosed = false;
    const ask = async () => {
      const outcome = await outcomeOf(api.GET('/console/v1/exchange', { headers: BACKGROUND }));
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
  return last;
}
