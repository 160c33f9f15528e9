import { Failure, outcomeOf, Sheet } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type Session } from '../api/client';
import { sayProblem } from '../api/problem-text';
import { useAddress } from '../api/use-address';
import { useCall } from '../api/use-call';
import { useNames } from '../api/use-names';
import { useWords } from '../api/use-words';
import { Pager, RowActions } from '../parts/bar';
import { SessionFilter } from '../sessions/session-filter';
import { SessionQuestion, type Asked } from '../sessions/session-question';
import { SessionTable } from '../sessions/session-table';
import { canCancel, canRetry } from '../sessions/session-words';
import { useSessions } from '../sessions/use-sessions';

/** What was sent to whom, how far it is, and what to do where it stands still. */
export function Sessions() {
  const { chosen, choose } = useAddress('');
  const names = useNames();
  const words = useWords();
  const { data, problem, askAgain } = useSessions(chosen);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => {
    setAsked(null);
    askAgain();
  };

  return (
    <>
      {asked && (
        <SessionQuestion
          key={asked.session.sessionId + asked.about}
          asked={asked}
          job={names.nameOfJob(asked.session.job)}
          store={names.nameOfDatabase(asked.session.channelDatabaseId)}
          onClose={close}
        />
      )}
      <Sheet title="Sessions" lead="One package for one store each. The list follows by itself.">
        <SessionFilter names={names} chosen={chosen} choose={choose} />
        <Failure text={problem && sayProblem(problem)} />
        {data && (
          <SessionTable
            sessions={data.sessions}
            names={names}
            words={words}
            action={(session) => <SessionButtons session={session} onAsk={setAsked} onDone={askAgain} />}
          />
        )}
        <Pager>
          {chosen['after'] && <Button variant="default" onClick={() => choose('after', '')}>Newest</Button>}
          {data?.next && <Button variant="default" onClick={() => choose('after', data.next ?? '')}>Older</Button>}
        </Pager>
      </Sheet>
    </>
  ); // prettier-ignore
}

interface SessionButtonsProps {
  readonly session: Session;
  readonly onAsk: (asked: Asked) => void;
  readonly onDone: () => void;
}

function SessionButtons({ session, onAsk, onDone }: SessionButtonsProps) {
  const { isRunning, failure, run } = useCall();
  const { sessionId, state, packageId } = session;
  const retry = async () => {
    const path = { sessionId };
    if (await run(() => outcomeOf(api.POST('/api/v1/scheduler/sessions/{sessionId}/retry', { params: { path } })))) onDone();
  };
  const button = { size: 'xs', variant: 'default' } as const;
  return (
    <>
      <RowActions>
        {canRetry(state) && <Button {...button} onClick={() => void retry()} loading={isRunning}>Try again</Button>}
        {canCancel(state) && <Button {...button} onClick={() => onAsk({ session, about: 'cancel' })}>Cancel</Button>}
        {!canCancel(state) && <Button {...button} onClick={() => onAsk({ session, about: 'rerun' })}>Send all again</Button>}
        <Button {...button} component="a" href={`#/packages/${packageId}`}>Look inside</Button>
      </RowActions>
      <Failure text={failure} />
    </>
  ); // prettier-ignore
}
