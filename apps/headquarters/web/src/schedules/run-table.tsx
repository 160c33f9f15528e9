import { timeText } from '@app/appliance';
import { Listing, outcomeOf, Sheet, State, type Column } from '@app/web';
import { api, type Run } from '../api/client';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';
import { Note } from '../parts/bar';
import { causeWords, runWords } from './schedule-words';

const LATEST = 20;
const ask = (headers: Record<string, string>) =>
  outcomeOf(api.GET('/api/v1/scheduler/runs', { headers, params: { query: { limit: LATEST } } }));

/** What the latest runs brought. */
export function Runs({ nameOf }: { nameOf: (scheduleId: string) => string }) {
  const words = useWords();
  const { data } = usePolled(ask);
  const columns: Column<Run>[] = [
    { label: 'Schedule', of: ({ scheduleId }) => nameOf(scheduleId) },
    { label: 'Why', of: ({ cause }) => causeWords(cause) },
    { label: 'State', of: (run) => <RunState run={run} /> },
    { label: 'Began', of: ({ startedAt }) => timeText(startedAt, words), isNumber: true },
    { label: 'Stores', of: ({ boxCount }) => boxCount, isNumber: true },
    { label: 'Packages', of: ({ sessionCount }) => sessionCount, isNumber: true },
  ];
  return (
    <Sheet title="Latest runs">
      {data && <Listing rows={data.runs} columns={columns} keyOf={({ runId }) => runId} empty="Runs stand here after the first one." />}
    </Sheet>
  );
}

function RunState({ run: { state, message } }: { run: Run }) {
  const [tone, word] = runWords(state);
  return (
    <span>
      <State tone={tone} word={word} />
      {message && <Note>{message}</Note>}
    </span>
  );
}
