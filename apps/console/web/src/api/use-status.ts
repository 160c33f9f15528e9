import { useEffect, useState } from 'react';
import { BACKGROUND, outcomeOf } from '@app/web';
import { api, type Status } from './client';

const RETRY_MS = 2_000;

export interface LiveStatus {
  readonly status: Status | null;
  /** When the browser got it, by the browser's own clock. */
  readonly receivedAt: number;
  /** False while the console itself does not answer. */
  readonly isLive: boolean;
}

/** The status as it changes. Tells when the session is over; goes on trying while the console is away. */
export function useStatus(onSessionOver: () => void): LiveStatus {
  const [live, setLive] = useState<LiveStatus>({ status: null, receivedAt: 0, isLive: true });

  useEffect(() => {
    let [source, timer, isClosed] = [null as EventSource | null, 0, false];

    const open = () => {
      source = new EventSource('/console/v1/events');
      source.addEventListener('status', ({ data }) => {
        setLive({ status: JSON.parse(data as string) as Status, receivedAt: Date.now(), isLive: true });
      });
      source.addEventListener('session-over', onSessionOver);
      source.onerror = () => void recover();
    };
    // The browser does not say why a stream ended: a question of our own does.
    const recover = async () => {
      source?.close();
      const outcome = await outcomeOf(api.GET('/console/v1/session', { headers: BACKGROUND }));
      if (isClosed) return;
      if (outcome.kind === 'failed' && outcome.problem.status === 401) return onSessionOver();
      setLive((last) => ({ ...last, isLive: outcome.kind === 'done' }));
      timer = window.setTimeout(open, RETRY_MS);
    };

    open();
    return () => {
      isClosed = true;
      source?.close();
      window.clearTimeout(timer);
    };
  }, [onSessionOver]);

  return live;
}
