import { useCallback, useState } from 'react';
import type { Outcome } from './client';
import { sayProblem } from './problem-text';

/** One call at a time, with what to show while it runs and when it failed. */
export function useCall() {
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const run = useCallback(
    async <Data>(call: () => Promise<Outcome<Data>>): Promise<Extract<Outcome<Data>, { kind: 'done' }> | undefined> => {
      setIsRunning(true);
      setFailure(null);
      const outcome = await call();
      setIsRunning(false);
      if (outcome.kind === 'done') return outcome;
      setFailure(sayProblem(outcome.problem));
      return undefined;
    },
    [],
  );

  return { isRunning, failure, run };
}
