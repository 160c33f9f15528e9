import { countText, durationText, timeText, type Words } from '@app/appliance';
import { Listing, outcomeOf, Sheet, State, type Column, type Tone } from '@app/web';
import { api, type Box } from '../api/client';
import type { Names } from '../api/use-names';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';

const SILENT_AFTER_MS = 5 * 60_000;
type Heartbeat = { readonly isUnitRunning: boolean; readonly waitingSales: number | null };

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/boxes', { headers }));

/** Every box that serves a store now: whether it is heard, and what waits in it. */
export function Boxes({ names }: { names: Names }) {
  const words = useWords();
  const { data } = usePolled(ask);
  const columns: Column<Box>[] = [
    { label: 'Store', of: ({ channelDatabaseId }) => names.nameOfDatabase(channelDatabaseId) },
    { label: 'State', of: (box) => <BoxState box={box} words={words} /> },
    { label: 'Last heard', of: ({ lastSeenAt }) => (lastSeenAt === null ? null : timeText(lastSeenAt, words)), isNumber: true },
    { label: 'Sales waiting', of: (box) => heartbeatOf(box)?.waitingSales ?? null, isNumber: true },
    { label: 'Release', of: ({ softwareVersion }) => softwareVersion, isNumber: true },
  ];
  const boxes = (data?.boxes ?? []).filter(({ state }) => state === 'active');
  return (
    <Sheet title="Boxes" lead={data ? leadOf(boxes, words) : undefined}>
      {data && <Listing rows={boxes} columns={columns} keyOf={({ instanceId }) => instanceId} empty={EMPTY} />}
    </Sheet>
  );
}

const EMPTY = 'Boxes stand here once they were enrolled with a code of this headquarters.';
const heartbeatOf = ({ heartbeat }: Box): Heartbeat | null => (heartbeat as Heartbeat | undefined) ?? null;
const isSilent = ({ lastSeenAt }: Box, { now }: Words): boolean => lastSeenAt === null || now - lastSeenAt > SILENT_AFTER_MS;

function leadOf(boxes: readonly Box[], words: Words): string {
  const silent = boxes.filter((box) => isSilent(box, words)).length;
  return silent === 0
    ? `${countText(boxes.length, 'box', 'boxes')}, all heard.`
    : `${silent} of ${boxes.length} are not heard. They sell on.`;
}

function BoxState({ box, words }: { box: Box; words: Words }) {
  const [tone, word] = stateOf(box, words);
  return <State tone={tone} word={word} />;
}

function stateOf(box: Box, words: Words): [Tone, string] {
  if (box.lastSeenAt === null) return ['info', 'Enrolled, not heard yet'];
  if (isSilent(box, words)) return ['limited', `Not heard for ${durationText(words.now - box.lastSeenAt)}`];
  return heartbeatOf(box)?.isUnitRunning === false ? ['bad', 'Its scale unit does not answer'] : ['good', 'Heard'];
}
