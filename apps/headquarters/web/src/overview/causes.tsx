import { countText, timeText } from '@app/appliance';
import { Listing, outcomeOf, Sheet, State, type Column, type Tone } from '@app/web';
import { api, type FleetCause } from '../api/client';
import type { Names } from '../api/use-names';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';
import { Note } from '../parts/bar';
import { causeWords } from './cause-words';

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/fleet/causes', { headers }));
const TONES: Readonly<Record<string, Tone>> = { 'stops-selling': 'bad', 'limits-selling': 'limited', attention: 'limited' };
const NAMED = 3;

/** What is wrong in the stores: one line for a cause, however many share it. */
export function Causes({ names }: { names: Names }) {
  const words = useWords();
  const { data } = usePolled(ask);
  const columns: Column<FleetCause>[] = [
    { label: 'What', of: ({ code, weight }) => <State tone={TONES[weight] ?? 'info'} word={causeWords(code)} /> },
    { label: 'Where', of: ({ channelDatabaseIds }) => <Note>{placesOf(channelDatabaseIds, names)}</Note> },
    { label: 'Stores', of: ({ channelDatabaseIds }) => channelDatabaseIds.length, isNumber: true },
    { label: 'Since', of: ({ since }) => timeText(since, words), isNumber: true },
  ];
  return (
    <Sheet title="In the stores">
      {data && <Listing rows={data.causes} columns={columns} keyOf={({ code }) => code} empty="Every store that is heard is well." />}
    </Sheet>
  );
}

function placesOf(ids: readonly string[], names: Names): string {
  const named = ids.slice(0, NAMED).map((id) => names.nameOfDatabase(id));
  return ids.length > NAMED ? `${named.join(', ')} and ${countText(ids.length - NAMED, 'more', 'more')}` : named.join(', ');
}
