import { amountsText, countText, durationText, timeText, type Words } from '@app/appliance';
import { amount, currencyOf, formatAmount } from '@app/kernel';
import { Listing, Sheet, State, type Column, type Tone } from '@app/web';
import type { Box } from '../api/client';
import { useBoxes } from '../api/use-boxes';
import type { Names } from '../api/use-names';
import { useWords } from '../api/use-words';

const SILENT_AFTER_MS = 5 * 60_000;
/** What a box said last. Amounts are minor units by currency. */
interface Heartbeat {
  readonly isUnitRunning: boolean;
  readonly waitingSales: number | null;
  readonly waitingAmounts: Readonly<Record<string, string>> | null;
}

/** Every box that serves a store now: whether it is heard, and what waits in it. */
export function Boxes({ names }: { names: Names }) {
  const words = useWords();
  const boxes = useBoxes();
  const columns: Column<Box>[] = [
    { label: 'Store', of: ({ channelDatabaseId }) => names.nameOfDatabase(channelDatabaseId) },
    { label: 'State', of: (box) => <BoxState box={box} words={words} /> },
    { label: 'Last heard', of: ({ lastSeenAt }) => (lastSeenAt === null ? null : timeText(lastSeenAt, words)), isNumber: true },
    { label: 'Sales waiting', of: (box) => heartbeatOf(box)?.waitingSales ?? null, isNumber: true },
    { label: 'Worth', of: (box) => worthOf(box, words), isNumber: true },
    { label: 'Last close', of: ({ lastCloseAt }) => (lastCloseAt === null ? null : timeText(lastCloseAt, words)), isNumber: true },
    { label: 'Release', of: ({ softwareVersion }) => softwareVersion, isNumber: true },
  ];
  return (
    <Sheet title="Boxes" lead={boxes ? leadOf(boxes, words) : undefined}>
      {boxes && <Listing rows={boxes} columns={columns} keyOf={({ instanceId }) => instanceId} empty={EMPTY} />}
    </Sheet>
  );
}

const EMPTY = 'Boxes stand here once they were enrolled with a code of this headquarters.';
const heartbeatOf = ({ heartbeat }: Box): Heartbeat | null => (heartbeat as Heartbeat | undefined) ?? null;
const isSilent = ({ lastSeenAt }: Box, { now }: Words): boolean => lastSeenAt === null || now - lastSeenAt > SILENT_AFTER_MS;

function worthOf(box: Box, words: Words): string | null {
  const amounts = Object.entries(heartbeatOf(box)?.waitingAmounts ?? {});
  const inCurrency = amounts.map(([code, minor]) => [code, formatAmount(amount(Number(minor)), currencyOf(code).minorDigits)] as const);
  return inCurrency.length === 0 ? null : amountsText(Object.fromEntries(inCurrency), words);
}

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
