import { BACKGROUND, type Outcome, type Problem } from '@app/web';
import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { SessionOver } from './session-over';

const EVERY_MS = 2_000;

/** Headers of a call: the first is a person's, the later ones are the page's own. */
type Ask<Data> = (headers: Record<string, string>) => Promise<Outcome<Data | undefined>>;

export interface Polled<Data> {
  readonly data: Data | null;
  readonly problem: Problem | null;
  /** At once, after something was done. */
  readonly askAgain: () => void;
}

/** An answer that stays fresh; one that never changes (`isFixed`) is asked for until it came. `ask` stays the same function while the question does. */
export function usePolled<Data>(ask: Ask<Data>, { isFixed = false } = {}): Polled<Data> {
  const [data, setData] = useState<Data | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const onSessionOver = useContext(SessionOver);
  const again = useRef<() => void>(() => undefined);

  useEffect(() => {
    let [timer, isClosed] = [0, false];
    const look = async (headers: Record<string, string>) => {
      window.clearTimeout(timer);
      const outcome = await ask(headers);
      if (isClosed) return;
      if (outcome.kind === 'failed' && outcome.problem.status === 401) return onSessionOver();
      setProblem(outcome.kind === 'failed' ? outcome.problem : null);
      if (outcome.kind === 'done') setData(outcome.data ?? null);
      window.clearTimeout(timer);
      if (isFixed && outcome.kind === 'done') return;
      timer = window.setTimeout(() => void look(BACKGROUND), EVERY_MS);
    };
    again.current = () => void look({});
    void look({});
    return () => {
      isClosed = true;
      window.clearTimeout(timer);
    };
  }, [ask, isFixed, onSessionOver]);

  return { data, problem, askAgain: useCallback(() => again.current(), []) };
}
