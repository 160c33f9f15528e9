import { labelOf, sentenceOf, timeText, titleOf, type ActionKind, type VerdictState } from '@app/appliance';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Mark, type Tone } from '@app/web';
import type { Known } from './known';
import { RestartQuestion } from './restart-question';
import classes from './verdict-panel.module.css';

const TONES: Readonly<Record<VerdictState, Tone>> = {
  selling: 'good',
  ready: 'info',
  limited: 'limited',
  'not-selling': 'bad',
  unknown: 'quiet',
};

const PAGES: Readonly<Record<Exclude<ActionKind, 'restart-unit'>, string>> = {
  enrol: 'enrol',
  'show-registers': 'registers',
  'resolve-card': 'cards',
  'retry-upload': 'technician',
  'retry-exchange': 'technician',
  'renew-certificate': 'technician',
};

/** One verdict, one sentence, one button. */
export function VerdictPanel({ known, goTo }: { known: Known; goTo: (page: string) => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const { verdict, words } = known;
  const action = verdict.first?.action ?? null;
  const act = (kind: ActionKind) => (kind === 'restart-unit' ? setIsAsking(true) : goTo(PAGES[kind]));

  return (
    <section className={classes.panel} data-tone={TONES[verdict.state]}>
      <div className={classes.head}>
        <Mark tone={TONES[verdict.state]} size={34} />
        <h1 className={classes.word} aria-live="assertive">
          {titleOf(verdict.state)}
        </h1>
        <Extent known={known} />
      </div>
      <div className={classes.now}>
        <p className={classes.sentence}>{sentenceOf(verdict, words)}</p>
        {action && !isAsking && <Button onClick={() => act(action)}>{labelOf(action)}</Button>}
      </div>
      {isAsking && <RestartQuestion known={known} onClose={() => setIsAsking(false)} />}
    </section>
  );
}

/** How far the verdict reaches: registers at work, and the prices they sell at. */
function Extent({ known: { facts, verdict, words } }: { known: Known }) {
  if (!facts || verdict.state === 'not-selling' || verdict.state === 'unknown') return null;
  const { registers } = facts.selling;
  const active = registers.filter(({ deviceState }) => deviceState === 'active').length;
  const prices = facts.prices.appliedAt === null ? [] : [`prices of ${timeText(facts.prices.appliedAt, words)}`];
  return <p className={classes.extent}>{[`${active} of ${registers.length} registers`, ...prices].join(' · ')}</p>;
}
