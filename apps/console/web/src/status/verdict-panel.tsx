import {
  labelOf,
  sentenceOf,
  timeText,
  titleOf,
  type ActionKind,
  type FixupKind,
  type Permission,
  type VerdictState,
} from '@app/appliance';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Mark, type Tone } from '@app/web';
import { useMay } from '../access/session-context';
import type { Known } from './known';
import { FixupQuestion } from '../fixups/fixup-question';
import classes from './verdict-panel.module.css';

const TONES: Readonly<Record<VerdictState, Tone>> = {
  selling: 'good',
  ready: 'info',
  limited: 'limited',
  'not-selling': 'bad',
  unknown: 'quiet',
};

type PageKind = Exclude<ActionKind, FixupKind>;
const PAGES: Readonly<Record<PageKind, string>> = {
  enrol: 'enrol',
  'show-registers': 'registers',
  'show-users': 'users',
  'show-updates': 'updates',
  'resolve-card': 'cards',
};
/** What somebody needs who does there what is to be done. */
const NEEDED: Readonly<Record<PageKind, Permission>> = {
  enrol: 'enrol-box',
  'show-registers': 'look',
  'show-users': 'manage-users',
  'show-updates': 'look',
  'resolve-card': 'decide-payments',
};
const isPage = (action: ActionKind): action is PageKind => action in PAGES;

/** One verdict, one sentence, one button. */
export function VerdictPanel({ known, goTo }: { known: Known; goTo: (page: string) => void }) {
  const [asked, setAsked] = useState<FixupKind | null>(null);
  const { verdict, words } = known;
  const action = verdict.first?.action ?? null;
  const may = useMay();
  const isOffered = action !== null && asked === null && (!isPage(action) || may(NEEDED[action]));
  const act = (kind: ActionKind) => (isPage(kind) ? goTo(PAGES[kind]) : setAsked(kind));

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
        {isOffered && <Button onClick={() => act(action)}>{labelOf(action)}</Button>}
      </div>
      {asked && <FixupQuestion kind={asked} known={known} onClose={() => setAsked(null)} />}
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
