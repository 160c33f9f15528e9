import { bytesText, timeText, type Words } from '@app/appliance';
import { Actions, Failure, Listing, outcomeOf, Sheet, State, type Column } from '@app/web';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../access/session-context';
import { api, type BackupsState } from '../api/client';
import { useCall } from '../api/use-call';
import classes from '../backups/backups.module.css';
import { backupSentences } from '../backups/backups-text';
import { useBackups } from '../backups/use-backups';
import type { Known } from '../status/known';

/** Copies of the store: how old, how proven, where; and what opens them. */
export function Backups({ known: { words } }: { known: Known }) {
  const { state, isAnswering, show } = useBackups();
  const may = useMay();
  return (
    <>
      <Sheet title="Backups" lead={isAnswering ? undefined : 'The scale unit does not answer. This is what it said last.'}>
        {state ? <Standing state={state} words={words} onChange={show} /> : <Skeleton height={220} radius={10} />}
      </Sheet>
      {state?.isPossible && (
        <>
          <Sheet title="Copies" lead={`${state.folder}, of ${state.kept.days} days and ${state.kept.weeks} weeks`}>
            <Listing
              rows={state.copies}
              columns={columnsFor(words)}
              keyOf={({ name }) => name}
              empty="The copy of each night stands here."
            />
          </Sheet>
          {may('read-secrets') && <RecoveryCode />}
        </>
      )}
    </>
  );
}

interface StandingProps {
  readonly state: BackupsState;
  readonly words: Words;
  readonly onChange: (state: BackupsState) => void;
}

function Standing({ state, words, onChange }: StandingProps) {
  const { isRunning, failure, run } = useCall();
  if (!state.isPossible) return <p>This store keeps its data on SQL Server. Its backups are those of your server.</p>;
  const isBusy = isRunning || state.current !== null;
  const copy = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/backups')));
    if (done?.data) onChange(done.data);
  };
  const drill = async () => {
    const done = await run(() => outcomeOf(api.POST('/console/v1/backups/drill', { body: {} })));
    if (done?.data) onChange(done.data);
  };
  return (
    <>
      <ul className={classes.sentences}>
        {backupSentences(state, words).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Actions>
        <Button onClick={() => void copy()} disabled={isBusy}>
          Copy now
        </Button>
        <Button variant="default" onClick={() => void drill()} disabled={isBusy || state.copies.length === 0}>
          Check the newest copy
        </Button>
      </Actions>
      <Failure text={failure} />
    </>
  );
}

function columnsFor(words: Words): Column<BackupsState['copies'][number]>[] {
  return [
    { label: 'Made', of: ({ at }) => timeText(at, words) },
    { label: 'State', of: stateOf },
    { label: 'Sales', of: ({ sales }) => sales?.toLocaleString(words.locale) ?? null, isNumber: true },
    { label: 'Size', of: ({ sizeBytes }) => bytesText(sizeBytes), isNumber: true },
    { label: 'File', of: ({ name }) => <span className={classes.file}>{name}</span> },
  ];
}

function stateOf({ sales, canOpen }: BackupsState['copies'][number]) {
  if (sales === null) return <State tone="bad" word="Cannot be read" />;
  return canOpen ? <State tone="good" word="Can be opened" /> : <State tone="limited" word="Of another code" />;
}

/** Shown only when somebody asks: it opens everything the store ever sold. */
function RecoveryCode() {
  const [code, setCode] = useState<string | null>(null);
  const { isRunning, failure, run } = useCall();
  const show = async () => {
    const done = await run(() => outcomeOf(api.GET('/console/v1/recovery-code')));
    if (done?.data) setCode(done.data.code);
  };
  return (
    <Sheet
      title="Recovery code"
      lead="It opens the copies of this box on another one. Headquarters keeps it; keep it on paper too, away from the box."
    >
      {code === null ? (
        <Button variant="default" onClick={() => void show()} loading={isRunning}>
          Show the code
        </Button>
      ) : (
        <p className={classes.code}>{code}</p>
      )}
      <Failure text={failure} />
    </Sheet>
  );
}
