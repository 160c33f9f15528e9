import { isUnderWay, noticeText, timeText, type PlannedWork } from '@app/appliance';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Actions, Failure, Form, outcomeOf, Sheet } from '@app/web';
import { IfMay } from '../access/session-context';
import { api } from '../api/client';
import { useCall } from '../api/use-call';
import type { Known } from '../status/known';
import classes from './planned-work.module.css';

const MINUTE_MS = 60_000;
const BEGINS = [['0', 'At once'], ['10', 'In 10 minutes'], ['30', 'In 30 minutes'], ['60', 'In an hour'], ['120', 'In 2 hours']] as const; // prettier-ignore
const TAKES = [
  ['10', '10 minutes'],
  ['20', '20 minutes'],
  ['60', 'An hour'],
  ['180', '3 hours'],
] as const;
const optionsOf = (pairs: readonly (readonly [string, string])[]) => pairs.map(([value, label]) => ({ value, label }));

/** Work on the box is announced before it begins: registers say so, and monitoring knows why the box is away. */
export function PlannedWorkSheet({ known: { observation, facts, words } }: { known: Known }) {
  const { work } = observation;
  const standing = work && observation.at < work.endsAt ? work : null;
  const told = facts?.notices?.map((notice) => noticeText(notice, words).staff) ?? [];
  return (
    <Sheet title="What registers are told" lead={told.length === 0 ? 'Nothing: everything works.' : undefined}>
      <div className={classes.told}>
        {told.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <IfMay permission="stop-selling" what={standing ? 'say that the work is over' : 'announce work on this box'}>
          {standing ? <EndWork work={standing} isUnderWay={isUnderWay(standing, observation.at)} words={words} /> : <AnnounceWork />}
        </IfMay>
      </div>
    </Sheet>
  );
}

function AnnounceWork() {
  const [begins, setBegins] = useState('10');
  const [takes, setTakes] = useState('20');
  const { isRunning, failure, run } = useCall();
  const announce = () => {
    const startsAt = Date.now() + Number(begins) * MINUTE_MS;
    const body = { startsAt, endsAt: startsAt + Number(takes) * MINUTE_MS };
    void run(() => outcomeOf(api.POST('/console/v1/planned-work', { body })));
  };
  return (
    <Form onSubmit={announce}>
      <NativeSelect
        label="Work on this box begins"
        value={begins}
        onChange={(event) => setBegins(event.currentTarget.value)}
        data={optionsOf(BEGINS)}
      />
      <NativeSelect label="It takes" value={takes} onChange={(event) => setTakes(event.currentTarget.value)} data={optionsOf(TAKES)} />
      <Actions>
        <Button type="submit" variant="default" loading={isRunning}>
          Tell registers
        </Button>
      </Actions>
      <Failure text={failure} />
    </Form>
  );
}

interface EndWorkProps {
  readonly work: PlannedWork;
  readonly isUnderWay: boolean;
  readonly words: Known['words'];
}

function EndWork({ work, isUnderWay: hasBegun, words }: EndWorkProps) {
  const { isRunning, failure, run } = useCall();
  const end = () => void run(() => outcomeOf(api.POST('/console/v1/planned-work/end')));
  return (
    <>
      <p>{hasBegun ? `No alert is raised for what it brings until ${timeText(work.endsAt, words)}.` : 'It has not begun yet.'}</p>
      <Actions>
        <Button variant="default" loading={isRunning} onClick={end}>
          {hasBegun ? 'It is over' : 'It does not take place'}
        </Button>
      </Actions>
      <Failure text={failure} />
    </>
  );
}
