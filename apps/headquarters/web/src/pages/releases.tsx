import { timeText } from '@app/appliance';
import { Failure, Listing, Sheet, State, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Rollout } from '../api/client';
import { sayProblem } from '../api/problem-text';
import { useBoxes } from '../api/use-boxes';
import { useNames } from '../api/use-names';
import { useWords } from '../api/use-words';
import { Pager } from '../parts/bar';
import { NewRollout } from '../releases/new-rollout';
import { RolloutSheet } from '../releases/rollout-sheet';
import { hoursWords, stateWords } from '../releases/rollout-words';
import { useRollouts } from '../releases/use-rollouts';
import { Versions } from '../releases/versions';

/** Which release runs where, and how one gets to the stores. */
export function Releases({ rolloutId }: { rolloutId: string }) {
  const names = useNames();
  const boxes = useBoxes();
  const { data, problem, askAgain } = useRollouts();
  const [isNew, setIsNew] = useState(false);
  const rollouts = data?.rollouts ?? [];
  const shown = rolloutId || rollouts.find(({ state }) => state === 'running' || state === 'halted')?.rolloutId;
  const close = () => {
    setIsNew(false);
    askAgain();
  };
  return (
    <>
      <Failure text={problem && sayProblem(problem)} />
      {isNew && <NewRollout names={names} onClose={close} />}
      {shown && <RolloutSheet key={shown} rolloutId={shown} names={names} />}
      {boxes && <Versions boxes={boxes} names={names} />}
      {data && (
        <Sheet title="Rollouts">
          <Rollouts rollouts={rollouts} />
          <Pager>{!isNew && <Button onClick={() => setIsNew(true)}>Roll out a release</Button>}</Pager>
        </Sheet>
      )}
    </>
  );
}

function Rollouts({ rollouts }: { rollouts: readonly Rollout[] }) {
  const words = useWords();
  const columns: Column<Rollout>[] = [
    { label: 'Release', of: ({ kind, version }) => (kind === 'undo' ? `${version}, back` : version) },
    { label: 'State', of: (rollout) => <RolloutState rollout={rollout} /> },
    { label: 'Hours', of: hoursWords },
    { label: 'Begun', of: ({ createdAt }) => timeText(createdAt, words), isNumber: true },
  ];
  const look = ({ rolloutId }: Rollout) => (
    <Button size="xs" variant="default" component="a" href={`#/releases/${rolloutId}`}>
      Look
    </Button>
  );
  return (
    <Listing
      rows={rollouts}
      columns={columns}
      keyOf={({ rolloutId }) => rolloutId}
      empty="Releases that were sent to the stores stand here."
      action={look}
    />
  );
}

function RolloutState({ rollout }: { rollout: Rollout }) {
  const [tone, word] = stateWords(rollout);
  return <State tone={tone} word={word} />;
}
