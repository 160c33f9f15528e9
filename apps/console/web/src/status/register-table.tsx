import { timeText, type ChannelFacts, type RegisterFacts, type Words } from '@app/appliance';
import { Listing, State, type Column, type Tone } from '@app/web';
import type { ReactNode } from 'react';

interface RegisterTableProps {
  readonly registers: readonly RegisterFacts[];
  readonly words: Words;
  /** The stores on this box; a column of the table when there are several. */
  readonly channels: readonly ChannelFacts[];
  readonly action?: (register: RegisterFacts) => ReactNode;
}

const SILENT_AFTER_MS = 15 * 60_000;

export function RegisterTable({ registers, channels, words, action }: RegisterTableProps) {
  return (
    <Listing
      rows={registers}
      columns={columnsFor(channels, words)}
      keyOf={({ channelId, registerId }) => `${channelId} ${registerId}`}
      empty="Registers of this store stand here as soon as its data has come."
      action={action}
    />
  );
}

function columnsFor(channels: readonly ChannelFacts[], words: Words): Column<RegisterFacts>[] {
  const storeOf = (id: string) => channels.find(({ channelId }) => channelId === id)?.name ?? id;
  return [
    { label: 'Register', of: ({ name }) => name },
    ...(channels.length > 1 ? [{ label: 'Store', of: ({ channelId }: RegisterFacts) => storeOf(channelId) }] : []),
    { label: 'State', of: (register) => <RegisterState register={register} now={words.now} /> },
    { label: 'Who', of: ({ staff }) => staff },
    { label: 'Shift', of: ({ isShiftOpen }) => (isShiftOpen ? 'Open' : null) },
    { label: 'Last seen', of: ({ lastSeenAt }) => (lastSeenAt === null ? null : timeText(lastSeenAt, words)), isNumber: true },
  ];
}

function RegisterState({ register, now }: { register: RegisterFacts; now: number }) {
  const [tone, word] = stateOf(register, now);
  return <State tone={tone} word={word} />;
}

function stateOf({ deviceState, lastSeenAt, isShiftOpen }: RegisterFacts, now: number): [Tone, string] {
  if (deviceState === 'none') return ['quiet', 'Not set up'];
  if (deviceState === 'revoked') return ['bad', 'Shut out'];
  if (lastSeenAt === null) return ['info', 'Set up, not seen yet'];
  if (now - lastSeenAt > SILENT_AFTER_MS) return [isShiftOpen ? 'limited' : 'quiet', 'Silent'];
  return ['good', 'Works'];
}
