import { Frame, LogOn, outcomeOf, Sheet } from '@app/web';
import { useCallback, useEffect, useState } from 'react';
import { api } from './api/client';
import { sayProblem } from './api/problem-text';
import { SessionOver } from './api/session-over';
import { Headquarters } from './headquarters';

type Stage = 'asking' | 'away' | 'log-on' | 'inside';

const RETRY_MS = 2_000;
const TOKEN_PLACE = 'It stands in the file headquarters/keys/admin.token of the data folder.';

/** Who is in front of the page, and so which page it is. */
export function App() {
  const [stage, setStage] = useState<Stage>('asking');
  const askAgain = useCallback(() => void findStage().then(setStage), []);
  const showLogOn = useCallback(() => setStage('log-on'), []);

  useEffect(() => askAgain(), [askAgain]);
  useEffect(() => {
    if (stage !== 'away') return undefined;
    const timer = window.setTimeout(askAgain, RETRY_MS);
    return () => window.clearTimeout(timer);
  }, [stage, askAgain]);

  if (stage === 'inside') {
    return (
      <SessionOver value={showLogOn}>
        <Headquarters onLogOff={showLogOn} />
      </SessionOver>
    );
  }
  return (
    <Frame name="Headquarters">
      {stage === 'log-on' && (
        <LogOn label="Administrator token" description={TOKEN_PLACE} logOn={logOn} say={sayProblem} onDone={askAgain} />
      )}
      {stage === 'away' && (
        <Sheet title="Headquarters does not answer" isNarrow>
          It may be starting again. This page asks every two seconds.
        </Sheet>
      )}
    </Frame>
  );
}

const logOn = (token: string) => outcomeOf(api.POST('/api/v1/session', { body: { token } }));

async function findStage(): Promise<Stage> {
  const session = await outcomeOf(api.GET('/api/v1/session'));
  if (session.kind === 'done') return 'inside';
  return session.problem.status === 401 ? 'log-on' : 'away';
}
