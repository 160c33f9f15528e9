import type { Words } from '@app/appliance';
import { BACKGROUND, Listing, Sheet, State, type Column, type Tone } from '@app/web';
import { Skeleton } from '@mantine/core';
import { api, type OperationMap } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';
import classes from '../works/works.module.css';
import { areasOf, leadText, reasonText, sinceText, type Area } from '../works/works-text';

type Operation = OperationMap['operations'][number];

const EVERY_MS = 3_000;
const question = () => api.GET('/console/v1/operation-map', { headers: BACKGROUND });

const STATES: Readonly<Record<Operation['state'], { readonly tone: Tone; readonly word: string }>> = {
  works: { tone: 'good', word: 'Works' },
  limited: { tone: 'limited', word: 'Works in part' },
  'needs-headquarters': { tone: 'limited', word: 'Waits for headquarters' },
  stopped: { tone: 'bad', word: 'Stopped' },
};

/** What registers can do now, what waits for headquarters, and what works in part. */
export function WorksNow({ words }: { words: Words }) {
  const { state, isAnswering } = useLastAnswer(question, EVERY_MS);
  if (!state) return <Sheet title="What works now">{isAnswering ? <Skeleton height={220} radius={10} /> : SILENT}</Sheet>;
  const limited = state.operations.filter((one) => one.state !== 'works');
  return (
    <>
      <Sheet title="What works now" lead={isAnswering ? leadText(state.operations) : SILENT}>
        <Listing rows={areasOf(state.operations)} columns={AREAS} keyOf={({ name }) => name} empty="" />
      </Sheet>
      {limited.length > 0 && (
        <Sheet title="Limited">
          <Listing rows={limited} columns={limitedColumns(words)} keyOf={({ id }) => id} empty="" />
        </Sheet>
      )}
    </>
  );
}

const SILENT = 'The scale unit does not answer: registers cannot do anything until it is back.';

const AREAS: Column<Area>[] = [
  { label: 'Area', of: ({ name }) => name },
  { label: 'State', of: ({ state }) => <State {...STATES[state]} /> },
  { label: 'What works', of: (area) => <WhatWorks area={area} /> },
];

function WhatWorks({ area: { working, count } }: { area: Area }) {
  return (
    <details className={classes.what}>
      <summary>
        {working.length} of {count}
      </summary>
      <ul>
        {working.map((summary) => (
          <li key={summary}>{summary}</li>
        ))}
      </ul>
    </details>
  );
}

const limitedColumns = (words: Words): Column<Operation>[] => [
  { label: 'What', of: ({ summary }) => summary },
  { label: 'State', of: ({ state }) => <State {...STATES[state]} /> },
  { label: 'Why', of: (one) => reasonText(one) },
  { label: 'Since', of: (one) => sinceText(one, words), isNumber: true },
];
