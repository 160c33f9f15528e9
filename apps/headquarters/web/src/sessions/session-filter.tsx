import { Bar } from '../parts/bar';
import { Choice } from '../parts/choice';
import type { Names } from '../api/use-names';
import { STATE_OPTIONS } from './session-words';

const HOURS = { '1': 'the last hour', '24': 'the last 24 hours', '168': 'the last 7 days' } as const;

interface SessionFilterProps {
  readonly names: Names;
  readonly chosen: Readonly<Record<string, string>>;
  readonly choose: (name: string, value: string) => void;
}

/** Which sessions the list shows. */
export function SessionFilter({ names, chosen, choose }: SessionFilterProps) {
  const stores = names.channelDatabases.map(({ channelDatabaseId, name }) => ({ value: channelDatabaseId, label: name }));
  const jobs = names.jobs.filter(({ direction }) => direction === 'download').map(({ job, name }) => ({ value: job, label: name }));
  const hours = Object.entries(HOURS).map(([value, label]) => ({ value, label }));
  const field = (name: string) => ({ value: chosen[name] ?? '', onChoose: (value: string) => choose(name, value) });
  return (
    <Bar>
      <Choice label="Store" any="every store" options={stores} {...field('store')} />
      <Choice label="Job" any="every job" options={jobs} {...field('job')} />
      <Choice label="State" any="every state" options={STATE_OPTIONS} {...field('state')} />
      <Choice label="Made in" any="any time" options={hours} {...field('hours')} />
    </Bar>
  );
}
