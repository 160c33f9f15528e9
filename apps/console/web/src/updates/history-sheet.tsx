import { timeText, updateReasonText, type Words } from '@app/appliance';
import { Listing, Sheet, State, type Column } from '@app/web';
import type { EndedUpdate } from '../api/client';
import { outcomeOf, pauseText } from './updates-text';
import classes from './updates.module.css';

/** What became of updates before, and why. */
export function HistorySheet({ history, words }: { history: readonly EndedUpdate[]; words: Words }) {
  return (
    <Sheet title="Updates before">
      <Listing rows={history} columns={columnsFor(words)} keyOf={({ at, to }) => `${at} ${to}`} empty="Every update of this box will stand here, with its reason." />
    </Sheet>
  );
} // prettier-ignore

function columnsFor(words: Words): Column<EndedUpdate>[] {
  return [
    { label: 'When', of: ({ at }) => <span className={classes.whole}>{timeText(at, words)}</span> },
    { label: 'Version', of: ({ from, to }) => <span className={classes.whole}>{`${from} → ${to}`}</span> },
    { label: 'Outcome', of: (row) => <State tone={outcomeOf(row)[0]} word={outcomeOf(row)[1]} /> },
    { label: 'Why', of: whyOf },
    { label: 'Ordered by', of: ({ orderedBy }) => orderedBy && <span className={classes.value}>{orderedBy}</span> },
    { label: 'Registers waited', of: pauseText, isNumber: true },
  ];
}

function whyOf({ reason }: EndedUpdate) {
  if (!reason) return null;
  return <span className={classes.value} title={reason.detail}>{reason.code === 'asked' ? reason.detail.replace(/^./, (first) => first.toUpperCase()) : updateReasonText(reason.code).what}</span>;
} // prettier-ignore
