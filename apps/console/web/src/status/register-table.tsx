import { timeText, type ChannelFacts, type RegisterFacts, type Words } from '@app/appliance';
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark, type Tone } from '../parts/mark';
import classes from './register-table.module.css';

interface RegisterTableProps {
  readonly registers: readonly RegisterFacts[];
  readonly words: Words;
  /** The stores on this box; a column of the table when there are several. */
  readonly channels: readonly ChannelFacts[];
  readonly action?: (register: RegisterFacts) => ReactNode;
}

const SILENT_AFTER_MS = 15 * 60_000;

export function RegisterTable({ registers, channels, words, action }: RegisterTableProps) {
  if (registers.length === 0) return <p className={classes.empty}>Registers of this store stand here as soon as its data has come.</p>;
  const hasStores = channels.length > 1;
  const storeOf = (id: string) => channels.find(({ channelId }) => channelId === id)?.name ?? id;
  return (
    <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md" stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Register</Table.Th>
          {hasStores && <Table.Th>Store</Table.Th>}
          <Table.Th>State</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>Shift</Table.Th>
          <Table.Th className={classes.number}>Last seen</Table.Th>
          {action && <Table.Th aria-label="What can be done" />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {registers.map((register) => (
          <Table.Tr key={`${register.channelId} ${register.registerId}`}>
            <Table.Td data-label="Register">
              <strong>{register.name}</strong>
            </Table.Td>
            {hasStores && <Table.Td data-label="Store">{storeOf(register.channelId)}</Table.Td>}
            <Table.Td data-label="State">
              <State register={register} now={words.now} />
            </Table.Td>
            <Fact label="Who" value={register.staff} />
            <Fact label="Shift" value={register.isShiftOpen ? 'Open' : null} />
            <Fact label="Last seen" value={register.lastSeenAt === null ? null : timeText(register.lastSeenAt, words)} isNumber />
            {action && <Table.Td className={classes.action}>{action(register)}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A fact without a value is a dash in the table, and nothing on a phone. */
function Fact({ label, value, isNumber = false }: { label: string; value: string | null; isNumber?: boolean }) {
  return (
    <Table.Td data-label={label} data-empty={value === null || undefined} className={isNumber ? classes.number : undefined}>
      {value ?? '–'}
    </Table.Td>
  );
}

function State({ register, now }: { register: RegisterFacts; now: number }) {
  const [tone, word] = stateOf(register, now);
  return (
    <span className={classes.state}>
      <Mark tone={tone} size={14} />
      {word}
    </span>
  );
}

function stateOf({ deviceState, lastSeenAt, isShiftOpen }: RegisterFacts, now: number): [Tone, string] {
  if (deviceState === 'none') return ['quiet', 'Not set up'];
  if (deviceState === 'revoked') return ['bad', 'Shut out'];
  if (lastSeenAt === null) return ['info', 'Set up, not seen yet'];
  if (now - lastSeenAt > SILENT_AFTER_MS) return [isShiftOpen ? 'limited' : 'quiet', 'Silent'];
  return ['good', 'Works'];
}
