import { Failure, Listing, outcomeOf, Sheet, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { api, type Segment } from '../api/client';
import { sayProblem } from '../api/problem-text';
import { usePolled } from '../api/use-polled';
import { Pager } from '../parts/bar';
import classes from './segment-rows.module.css';

const PAGE = 25;
type Row = { readonly at: number; readonly values: Readonly<Record<string, unknown>> };

/** Rows as stores get them, page by page. */
export function SegmentRows({ packageId, segment }: { packageId: string; segment: Segment }) {
  const [cursor, setCursor] = useState(0);
  const { sha256, entity, rowCount } = segment;
  const ask = useCallback(
    (headers: Record<string, string>) => {
      const params = { path: { packageId, sha256 }, query: { limit: PAGE, cursor } };
      return outcomeOf(api.GET('/api/v1/scheduler/packages/{packageId}/segments/{sha256}/rows', { headers, params }));
    },
    [packageId, sha256, cursor],
  );
  const { data, problem } = usePolled(ask, { isFixed: true });
  const rows = (data?.rows ?? []).map((values, index): Row => ({ at: cursor + index + 1, values: values as Row['values'] }));

  return (
    <Sheet title={`Rows of ${entity}`} lead={rows.length > 0 ? `${cursor + 1} to ${cursor + rows.length} of ${rowCount}` : undefined}>
      <Failure text={problem && sayProblem(problem)} />
      <div className={classes.wide} tabIndex={0} role="group" aria-label={`Rows of ${entity}`}>
        {data && <Listing rows={rows} columns={columnsOf(rows)} keyOf={({ at }) => String(at)} empty="There are no rows here." />}
      </div>
      <Pager>
        {cursor > 0 && <Button variant="default" onClick={() => setCursor(Math.max(0, cursor - PAGE))}>Rows before</Button>}
        {cursor + PAGE < rowCount && <Button variant="default" onClick={() => setCursor(cursor + PAGE)}>Next rows</Button>}
      </Pager>
    </Sheet>
  ); // prettier-ignore
}

function columnsOf(rows: readonly Row[]): Column<Row>[] {
  const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return [
    { label: 'Row', of: ({ at }) => at },
    ...fields.map((field) => ({ label: field, of: ({ values }: Row) => valueText(values[field]) })),
  ];
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
