import { timeText } from '@app/appliance';
import { Listing, Sheet, type Column } from '@app/web';
import { useState } from 'react';
import type { RolloutBox, RolloutDetails } from '../api/client';
import type { Names } from '../api/use-names';
import { useWords } from '../api/use-words';
import { Bar, Note } from '../parts/bar';
import { Choice } from '../parts/choice';
import { reasonWords, stepWords } from './rollout-words';
import { useRolloutBoxes, type ShownState } from './use-rollouts';

const OPTIONS: readonly { readonly value: ShownState; readonly label: string }[] = [
  { value: 'failed', label: 'failed' },
  { value: 'accepted', label: 'failed, and gone on with' },
  { value: 'ordered', label: 'at it' },
  { value: 'good', label: 'well' },
  { value: 'current', label: 'ran it before' },
  { value: 'planned', label: 'to come' },
];

/** Stores of a rollout, those that failed first. */
export function RolloutBoxes({ rollout, names }: { rollout: RolloutDetails; names: Names }) {
  const words = useWords();
  const [chosen, choose] = useState<ShownState>();
  const state = chosen ?? (rollout.rings.some(({ failed }) => failed > 0) ? 'failed' : 'ordered');
  const { data } = useRolloutBoxes(rollout.rolloutId, state);
  const columns: Column<RolloutBox>[] = [
    { label: 'Store', of: ({ channelDatabaseId }) => names.nameOfDatabase(channelDatabaseId) },
    { label: 'What', of: (box) => <What box={box} /> },
    { label: 'From', of: ({ fromVersion }) => fromVersion, isNumber: true },
    { label: 'Ring', of: ({ ring }) => ring + 1, isNumber: true },
    { label: 'Since', of: ({ endedAt, orderedAt }) => (orderedAt === null ? null : timeText(endedAt ?? orderedAt, words)), isNumber: true },
  ];
  return (
    <Sheet title="Stores">
      <Bar>
        <Choice label="Which" value={state} options={OPTIONS} onChoose={(value) => choose(value as ShownState)} />
      </Bar>
      {data && <Listing rows={data.boxes} columns={columns} keyOf={({ instanceId }) => instanceId} empty="None just now." />}
      {data?.next != null && <Note>The first {data.boxes.length}. All of them: npm run hq -- rollout show.</Note>}
    </Sheet>
  );
}

function What({ box: { state, reason, detail, updateState } }: { box: RolloutBox }) {
  if (state === 'ordered') return stepWords(updateState);
  if (reason === null) return null;
  return (
    <span>
      {reasonWords(reason)}
      {detail && <Note>{detail}</Note>}
    </span>
  );
}
