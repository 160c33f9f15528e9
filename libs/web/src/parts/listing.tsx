import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './listing.module.css';

/** One column: what stands above it, and what stands in it. Null is a dash in the table, and nothing on a phone. */
export interface Column<Row> {
  readonly label: string;
  readonly of: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface ListingProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What would stand here. */
  readonly empty: string;
  readonly action?: (row: Row) => ReactNode;
}

/** Rows under a header that stays; on a phone each row is a block of named facts. */
export function Listing<Row>({ rows, columns, keyOf, empty, action }: ListingProps<Row>) {
  if (rows.length === 0) return <p className={classes.empty}>{empty}</p>;
  return (
    <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md" stickyHeader>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ label, isNumber }) => (
            <Table.Th key={label} className={isNumber ? classes.number : undefined}>
              {label}
            </Table.Th>
          ))}
          {action && <Table.Th aria-label="What can be done" />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={keyOf(row)}>
            {columns.map((column, index) => (
              <Fact key={column.label} column={column} value={column.of(row)} isFirst={index === 0} />
            ))}
            {action && <Table.Td className={classes.action}>{action(row)}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Fact<Row>({ column, value, isFirst }: { column: Column<Row>; value: ReactNode; isFirst: boolean }) {
  return (
    <Table.Td
      data-label={column.label}
      data-first={isFirst || undefined}
      data-empty={value === null || undefined}
      className={column.isNumber ? classes.number : undefined}
    >
      {isFirst ? <strong>{value}</strong> : (value ?? '–')}
    </Table.Td>
  );
}
