import { useCallback, useState } from 'react';
import type { Outcome, Problem } from './outcome';

type Done<Data> = Extract<Outcome<Data>, { kind: 'done' }>;

/** One call at a time, with what to show while it runs and when it failed. */
export function useCallWith(say: (problem: Problem) => string) {
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const run = useCallback(
    async <Data>(call: () => Promise<Outcome<Data>>): Promise<Done<Data> | undefined> => {
      setIsRunning(true);
      setFailure(null);
      const outcome = await call();
      setIsRunning(false);
      if (outcome.kind === 'done') return outcome;
      setFailure(say(outcome.problem));
      return undefined;
    },
    [say],
  );

  return { isRunning, failure, run };
}
