import { durationText, timeText } from '@app/appliance';
import type { Known } from '../status/known';
import { ExchangeSheet } from '../exchange/exchange-sheet';
import { FixupList } from '../fixups/fixup-list';
import { PlannedWorkSheet } from '../planned-work/planned-work-sheet';
import { Copyable, Facts, Sheet } from '@app/web';

const COMMAND = 'curl -H "Authorization: Bearer $(cat $DATA_DIR/scale-unit/keys/machine.token)" http://127.0.0.1:7381/management/v1/status';

/** The raw facts, and the command that shows the same. */
export function Technician({ known }: { known: Known }) {
  const facts = JSON.stringify(known.facts, null, 2);
  return (
    <>
      <Sheet title="Processes">
        <Facts facts={processFacts(known)} />
      </Sheet>
      <Sheet title="What can be done">
        <FixupList known={known} />
      </Sheet>
      <PlannedWorkSheet known={known} />
      <ExchangeSheet words={known.words} />
      <Sheet title="Last answer of the scale unit" lead="The same on the command line of this box:">
        <Copyable text={COMMAND} label="Copy the command" />
        <Copyable text={facts} label="Copy the answer" />
      </Sheet>
    </>
  );
}

function processFacts({ observation, words, console, failure }: Known): [string, string][] {
  const { process, statusAt, silentSince } = observation;
  return [
    [
      'Scale unit',
      process ? `${process.state}, ${process.restarts} crashes since the launcher started` : 'unknown: the launcher does not answer',
    ],
    ['Runs for', process?.startedAt ? durationText(words.now - process.startedAt) : '–'],
    ['Last answer', statusAt === null ? 'none yet' : timeText(statusAt, words)],
    ['Silent since', silentSince === null ? '–' : timeText(silentSince, words)],
    ['Why', failure ?? '–'],
    ['Console', `version ${console.version}, runs for ${durationText(words.now - console.startedAt)}`],
  ];
}
