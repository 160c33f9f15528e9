import type { Words } from '@app/appliance';
import { BACKGROUND, Listing, Sheet, type Column } from '@app/web';
import { api, type SlowOperation } from '../api/client';
import { useLastAnswer } from '../api/use-last-answer';
import classes from './diagnostics.module.css';
import { momentText } from './moment-text';

const EVERY_MS = 10_000;
const SHOWN = 20;
const question = () => api.GET('/console/v1/slow-operations', { headers: BACKGROUND });

interface SlowSheetProps {
  readonly words: Words;
  readonly onCorrelationId: (id: string) => void;
}

/** What took the scale unit longest in the last day. */
export function SlowSheet({ words, onCorrelationId }: SlowSheetProps) {
  const { state, isAnswering } = useLastAnswer(question, EVERY_MS);
  const lead = isAnswering
    ? 'The slowest requests of the last day.'
    : 'The scale unit does not answer. It knows what took long since its start.';
  return (
    <Sheet title="What took long" lead={lead}>
      <Listing
        rows={(state?.slow ?? []).slice(0, SHOWN)}
        columns={columnsFor(words, onCorrelationId)}
        keyOf={({ correlationId, at }) => `${correlationId} ${at}`}
        empty="Nothing took longer than 25 ms."
      />
    </Sheet>
  );
}

const columnsFor = (words: Words, onCorrelationId: (id: string) => void): Column<SlowOperation>[] => [
  { label: 'What', of: ({ operation }) => operation },
  { label: 'Took', of: ({ tookMs }) => `${tookMs.toLocaleString(words.locale)} ms`, isNumber: true },
  { label: 'Waited for', of: ({ waitsElsewhere }) => (waitsElsewhere ? 'headquarters or the terminal' : null) },
  { label: 'Answer', of: ({ status }) => status, isNumber: true },
  {
    label: 'Id',
    of: ({ correlationId: id }) => (
      <button type="button" className={classes.id} onClick={() => onCorrelationId(id)}>
        {id}
      </button>
    ),
  },
  { label: 'When', of: ({ at }) => momentText(at, words), isNumber: true },
];
