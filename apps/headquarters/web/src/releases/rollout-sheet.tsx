import { timeText } from '@app/appliance';
import { Listing, Sheet, State, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RolloutDetails } from '../api/client';
import type { Names } from '../api/use-names';
import { useWords } from '../api/use-words';
import { Note, Pager } from '../parts/bar';
import { RingTable } from './ring-table';
import { RolloutBoxes } from './rollout-boxes';
import { RolloutQuestion, type Decision } from './rollout-question';
import { eventWords, leadOf, stateWords, whoWords } from './rollout-words';
import { useRollout } from './use-rollouts';

/** A release on its way: its rings, what it waits for, and what can be done. */
export function RolloutSheet({ rolloutId, names }: { rolloutId: string; names: Names }) {
  const words = useWords();
  const { data: rollout, askAgain } = useRollout(rolloutId);
  const [asked, setAsked] = useState<Decision | null>(null);
  if (!rollout) return null;
  const close = () => {
    setAsked(null);
    askAgain();
  };
  const [tone, word] = stateWords(rollout);
  return (
    <>
      {asked && <RolloutQuestion rollout={rollout} decision={asked} onClose={close} />}
      <Sheet title={rollout.kind === 'undo' ? `${rollout.version} is taken back` : rollout.version} lead={leadOf(rollout, words)}>
        <State tone={tone} word={word} />
        <RingTable rollout={rollout} />
        <Pager>
          {decisionsFor(rollout).map(([decision, text]) => (
            <Button key={decision} variant="default" onClick={() => setAsked(decision)}>
              {text}
            </Button>
          ))}
        </Pager>
      </Sheet>
      <RolloutBoxes key={rolloutId} rollout={rollout} names={names} />
      <Events rollout={rollout} />
    </>
  );
}

function decisionsFor({ kind, state, rings }: RolloutDetails): readonly (readonly [Decision, string])[] {
  const hasReached = rings.some(({ good }) => good > 0);
  const undo = kind === 'install' && hasReached ? ([['undo', 'Take it back']] as const) : [];
  if (state === 'running') return [['halt', 'Halt'], ['cancel', 'End it here'], ...undo]; // prettier-ignore
  if (state === 'halted') return [['go-on', 'Go on'], ['cancel', 'End it here'], ...undo]; // prettier-ignore
  return undo;
}

function Events({ rollout: { events } }: { rollout: RolloutDetails }) {
  const words = useWords();
  const columns: Column<RolloutDetails['events'][number]>[] = [
    { label: 'When', of: ({ at }) => timeText(at, words) },
    { label: 'What', of: eventWords },
    { label: 'Who', of: ({ who }) => <Note>{whoWords(who)}</Note> },
    { label: 'Ended then', of: ({ endedCount }) => endedCount, isNumber: true },
    { label: 'Failed then', of: ({ failedCount }) => failedCount, isNumber: true },
  ];
  return (
    <Sheet title="What was decided">
      <Listing rows={events} columns={columns} keyOf={({ at, kind, ring }) => `${at} ${kind} ${ring}`} empty="Nothing yet." />
    </Sheet>
  );
}
