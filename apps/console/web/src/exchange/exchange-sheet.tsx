import { durationText, isDownloadLate, timeText, type Words } from '@app/appliance';
import { Listing, Sheet, State, type Column } from '@app/web';
import { Skeleton } from '@mantine/core';
import type { ExchangeState } from '../api/client';
import classes from './exchange.module.css';
import { exchangeSentences } from './exchange-text';
import { useExchange } from './use-exchange';

type Job = ExchangeState['jobs'][number];

/** How old the data of each job is, what could not be taken, and what waits to go up. */
export function ExchangeSheet({ words }: { words: Words }) {
  const { state, isAnswering } = useExchange();
  return (
    <Sheet title="Exchange with headquarters" lead={isAnswering ? undefined : 'The scale unit does not answer. This is what it said last.'}>
      {state ? <Exchange state={state} words={words} /> : <Skeleton height={220} radius={10} />}
      <p className={classes.command}>
        On the command line of this box: <code>npm run scale-unit -- exchange status</code>, or <code>exchange quarantine</code> for the
        rows.
      </p>
    </Sheet>
  );
}

function Exchange({ state, words }: { state: ExchangeState; words: Words }) {
  return (
    <>
      <ul className={classes.sentences}>
        {exchangeSentences(state, words).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Listing
        rows={state.jobs}
        columns={columnsFor(words)}
        keyOf={({ job }) => job}
        empty="What headquarters sends stands here as soon as it has come."
      />
    </>
  );
}

function columnsFor(words: Words): Column<Job>[] {
  return [
    { label: 'What', of: ({ name }) => name },
    { label: 'State', of: (job) => stateOf(job, words) },
    { label: 'Job', of: ({ job }) => job, isNumber: true },
    { label: 'Last package', of: ({ rowCount }) => `${rowCount.toLocaleString(words.locale)} rows`, isNumber: true },
    { label: 'Applied', of: ({ appliedAt }) => timeText(appliedAt, words), isNumber: true },
    { label: 'Age', of: ({ createdAt }) => durationText(words.now - createdAt), isNumber: true },
  ];
}

function stateOf({ quarantinedCount, dueAt }: Job, words: Words) {
  if (isDownloadLate({ dueAt }, words.now)) return <State tone="limited" word={`Late since ${timeText(dueAt!, words)}`} />;
  if (quarantinedCount === 0) return <State tone="good" word="Taken whole" />;
  return <State tone="limited" word={`${quarantinedCount} not taken`} />;
}
