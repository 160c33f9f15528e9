import { outcomeOf } from '@app/web';
import { useCallback, useEffect, useState } from 'react';

type Call<State> = Parameters<typeof outcomeOf<State>>[0];

interface Last<State> {
  /** Null until the first answer. */
  readonly state: State | null;
  /** Whether the last question was answered; an answer stays on the page while the scale unit is away. */
  readonly isAnswering: boolean;
}

/** The last answer to a question that is asked again and again; `show` puts in its place what an action answered. */
export function useLastAnswer<State>(
  question: () => Call<State>,
  everyMs: number,
): Last<State> & { readonly show: (state: State) => void } {
  const [last, setLast] = useState<Last<State>>({ state: null, isAnswering: true });
  const show = useCallback((state: State) => setLast({ state, isAnswering: true }), []);
  useEffect(() => {
    let isClosed = false;
    const ask = async () => {
      const outcome = await outcomeOf(question());
      if (isClosed) return;
      const data = outcome.kind === 'done' ? outcome.data : undefined;
      setLast(({ state }) => ({ state: data ?? state, isAnswering: data !== undefined }));
    };
    void ask();
    const timer = window.setInterval(() => void ask(), everyMs);
    return () => {
      isClosed = true;
      window.clearInterval(timer);
    };
  }, [question, everyMs]);
  return { ...last, show };
}
