import { useCallback, useEffect, useState } from 'react';
import { Frame, LogOn, outcomeOf, Sheet } from '@app/web';
import { api } from './api/client';
import { sayProblem } from './api/problem-text';
import { Console } from './console';
import { FirstRun } from './pages/first-run';

type Stage = { readonly kind: 'asking' | 'away' | 'log-on' | 'inside' } | { readonly kind: 'first-run'; readonly shortestPassword: number };

const RETRY_MS = 2_000;

/** Who is in front of the page, and so which page it is. */
export function App() {
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const askAgain = useCallback(() => void findStage().then(setStage), []);
  const showLogOn = useCallback(() => setStage({ kind: 'log-on' }), []);

  useEffect(() => askAgain(), [askAgain]);
  useEffect(() => {
    if (stage.kind !== 'away') return undefined;
    const timer = window.setTimeout(askAgain, RETRY_MS);
    return () => window.clearTimeout(timer);
  }, [stage, askAgain]);

  if (stage.kind === 'inside') return <Console onSessionOver={showLogOn} />;
  return (
    <Frame name="Store console">
      {stage.kind === 'first-run' && <FirstRun shortestPassword={stage.shortestPassword} onDone={askAgain} />}
      {stage.kind === 'log-on' && <LogOn label="Password of this box" logOn={logOn} say={sayProblem} onDone={askAgain} />}
      {stage.kind === 'away' && (
        <Sheet title="The console does not answer" isNarrow>
          It may be starting again. This page asks every two seconds.
        </Sheet>
      )}
    </Frame>
  );
}

const logOn = (password: string) => outcomeOf(api.POST('/console/v1/session', { body: { password } }));

async function findStage(): Promise<Stage> {
  const firstRun = await outcomeOf(api.GET('/console/v1/first-run'));
  if (firstRun.kind === 'failed' || !firstRun.data) return { kind: 'away' };
  const { isAdministratorSet, shortestPassword } = firstRun.data;
  if (!isAdministratorSet) return { kind: 'first-run', shortestPassword };
  const session = await outcomeOf(api.GET('/console/v1/session'));
  return { kind: session.kind === 'done' ? 'inside' : 'log-on' };
}
