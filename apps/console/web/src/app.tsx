import { useCallback, useEffect, useState } from 'react';
import { Frame, outcomeOf, Sheet } from '@app/web';
import { NewEmergencyCode } from './access/emergency-code';
import { EnrolSecondFactor } from './access/enrol-second-factor';
import { LogOn } from './access/log-on';
import { NewPassword } from './access/new-password';
import { SecondFactor } from './access/second-factor';
import { SessionProvider } from './access/session-context';
import { api, type Session } from './api/client';
import { Console } from './console';
import { FirstRun } from './pages/first-run';

type Stage =
  | { readonly kind: 'asking' | 'away' | 'log-on' }
  | { readonly kind: 'first-run'; readonly shortestPassword: number }
  | { readonly kind: 'session'; readonly session: Session };

const RETRY_MS = 2_000;

/** Who is in front of the page, and so which page it is. */
export function App() {
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  /** The admin who sets the box up sees the emergency code before the console. */
  const [isSettingUp, setIsSettingUp] = useState(false);
  const askAgain = useCallback(() => void findStage().then(setStage), []);
  const showLogOn = useCallback(() => setStage({ kind: 'log-on' }), []);
  const setUp = () => {
    setIsSettingUp(true);
    askAgain();
  };

  useEffect(() => askAgain(), [askAgain]);
  useEffect(() => {
    if (stage.kind !== 'away') return undefined;
    const timer = window.setTimeout(askAgain, RETRY_MS);
    return () => window.clearTimeout(timer);
  }, [stage, askAgain]);

  if (stage.kind === 'session' && stage.session.needs === null && !isSettingUp) {
    return (
      <SessionProvider value={stage.session}>
        <Console onSessionOver={showLogOn} />
      </SessionProvider>
    );
  }
  return (
    <Frame name="Store console">
      {stage.kind === 'first-run' && <FirstRun shortestPassword={stage.shortestPassword} onDone={setUp} />}
      {stage.kind === 'log-on' && <LogOn onDone={askAgain} />}
      {stage.kind === 'away' && (
        <Sheet title="The console does not answer" isNarrow>
          It may be starting again. This page asks every two seconds.
        </Sheet>
      )}
      {stage.kind === 'session' && <NextStep session={stage.session} onDone={askAgain} onSetUp={() => setIsSettingUp(false)} />}
    </Frame>
  );
}

interface NextStepProps {
  readonly session: Session;
  readonly onDone: () => void;
  readonly onSetUp: () => void;
}

/** What comes before the console. */
function NextStep({ session: { needs, name }, onDone, onSetUp }: NextStepProps) {
  if (needs === 'new-password') {
    return (
      <Sheet title={`Welcome, ${name}`} lead="Choose a password of your own." isNarrow>
        <NewPassword currentLabel="Password you were given" onDone={onDone} />
      </Sheet>
    );
  }
  if (needs === 'second-factor') return <SecondFactor name={name} onDone={onDone} />;
  if (needs === 'second-factor-enrolment') return <EnrolSecondFactor onDone={onDone} />;
  return (
    <Sheet title="Emergency code" lead="It lets somebody in once, should password or phone be lost. Put it away on paper." isNarrow>
      <NewEmergencyCode label="Show the code" isUrgent onDone={onSetUp} onLater={onSetUp} />
    </Sheet>
  );
}

async function findStage(): Promise<Stage> {
  const firstRun = await outcomeOf(api.GET('/console/v1/first-run'));
  if (firstRun.kind === 'failed' || !firstRun.data) return { kind: 'away' };
  const { isDone, shortestPassword } = firstRun.data;
  if (!isDone) return { kind: 'first-run', shortestPassword };
  const session = await outcomeOf(api.GET('/console/v1/session'));
  return session.kind === 'done' && session.data ? { kind: 'session', session: session.data } : { kind: 'log-on' };
}
