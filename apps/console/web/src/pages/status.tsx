import { timeText } from '@app/appliance';
import { Sheet } from '@app/web';
import { SalesSheet } from '../history/sales-sheet';
import { Cards } from '../status/cards';
import type { Known } from '../status/known';
import { OtherFindings } from '../status/other-findings';
import { RegisterTable } from '../status/register-table';
import classes from '../status/status.module.css';
import { VerdictPanel } from '../status/verdict-panel';

/** Can the store sell, what is the one thing to do, and everything else one look below. */
export function StatusPage({ known, goTo }: { known: Known; goTo: (page: string) => void }) {
  const { facts, words } = known;
  const age = ageOf(known);
  return (
    <>
      {!known.isLive && <p className={classes.notice}>The console does not answer. This page asks every two seconds.</p>}
      <VerdictPanel known={known} goTo={goTo} />
      <OtherFindings known={known} />
      {age && <p className={classes.age}>{age}</p>}
      {facts && facts.box.state !== 'new' && (
        <>
          <Cards known={known} />
          <SalesSheet known={known} />
          <Sheet title="Registers">
            <RegisterTable registers={facts.selling.registers} channels={facts.channels} words={words} />
          </Sheet>
        </>
      )}
    </>
  );
}

function ageOf({ observation, words }: Known): string | null {
  if (observation.isUnitAnswering) return null;
  if (observation.statusAt === null) return 'Nothing is known yet: the scale unit has not answered since the console started.';
  return `What was known at ${timeText(observation.statusAt, words)}:`;
}
