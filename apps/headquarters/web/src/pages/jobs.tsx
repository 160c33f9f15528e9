import { Listing, outcomeOf, Sheet, State, type Column } from '@app/web';
import { api, type Job, type Subjob } from '../api/client';
import { usePolled } from '../api/use-polled';
import { Note } from '../parts/bar';

const askJobs = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/scheduler/jobs', { headers }));
const askSubjobs = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/scheduler/subjobs', { headers }));

/** What goes together, and how each kind of row goes down. */
export function Jobs() {
  const jobs = usePolled(askJobs).data?.jobs ?? [];
  const subjobs = usePolled(askSubjobs).data?.subjobs ?? [];
  const carried = (job: string) => subjobs.filter((one) => one.job === job).map(({ entity }) => entity);
  const columns: Column<Job>[] = [
    { label: 'Job', of: ({ name }) => name },
    { label: 'Number', of: ({ job }) => job },
    { label: 'Way', of: ({ direction }) => (direction === 'download' ? 'to the stores' : 'from the stores') },
    { label: 'Urgent', of: ({ isUrgent }) => (isUrgent ? <State tone="info" word="Goes first" /> : null) },
    { label: 'Carries', of: ({ job }) => <Note>{carried(job).join(', ')}</Note> },
  ];
  return (
    <>
      <Sheet title="Jobs" lead="Kinds of rows that go down together. Urgent ones go first, also over lines where every byte costs.">
        <Listing rows={jobs} columns={columns} keyOf={({ job }) => job} empty="Jobs stand here after the scheduler was initialised." />
      </Sheet>
      <Sheet title="Subjobs" lead="How each kind of row goes down: which of its fields, and which of its rows.">
        <Listing rows={subjobs} columns={SUBJOB_COLUMNS} keyOf={({ entity }) => entity} empty="Subjobs stand here after that too." />
      </Sheet>
    </>
  );
}

const SUBJOB_COLUMNS: Column<Subjob>[] = [
  { label: 'Kind of row', of: ({ entity }) => entity },
  { label: 'Job', of: ({ job }) => job },
  { label: 'Fields', of: ({ fields }) => (fields ? <Note>{fields.join(', ')}</Note> : 'all') },
  { label: 'Rows', of: ({ filter }) => (filter.length === 0 ? 'all' : <Note>{filter.map(conditionWords).join(' and ')}</Note>) },
  { label: 'State', of: ({ isActive }) => <State tone={isActive ? 'good' : 'quiet'} word={isActive ? 'Goes down' : 'Stopped'} /> },
];

const OPERATORS = { is: 'is', 'is-not': 'is not', 'one-of': 'is one of', 'at-least': 'is at least', 'at-most': 'is at most' } as const;

function conditionWords({ field, operator, value }: Subjob['filter'][number]): string {
  return `${field} ${OPERATORS[operator]} ${Array.isArray(value) ? value.join(', ') : String(value)}`;
}
