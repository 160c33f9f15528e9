import { bytesText, timeText } from '@app/appliance';
import { Failure, Listing, outcomeOf, Sheet, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { api, type Segment } from '../api/client';
import { sayProblem } from '../api/problem-text';
import { useNames } from '../api/use-names';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';
import { SegmentRows } from '../sessions/segment-rows';
import { kindWords } from '../sessions/session-words';

/** What a package holds, to the row. */
export function PackagePage({ packageId }: { packageId: string }) {
  const names = useNames();
  const words = useWords();
  const [open, setOpen] = useState<Segment | null>(null);
  const ask = useCallback(
    (headers: Record<string, string>) =>
      outcomeOf(api.GET('/api/v1/scheduler/packages/{packageId}', { headers, params: { path: { packageId } } })),
    [packageId],
  );
  const { data, problem } = usePolled(ask, { isFixed: true });
  if (!data) {
    return (
      <Sheet title="Package">
        <Failure text={problem && sayProblem(problem)} />
      </Sheet>
    );
  }

  const { job, kind, createdAt, fromVersion, toVersion, segments } = data;
  const lead = `Made ${timeText(createdAt, words)}: ${kindWords(kind)}, row versions ${fromVersion} to ${toVersion}. ${packageId}`;
  return (
    <>
      <Sheet title={`${names.nameOfJob(job)}: what the package holds`} lead={lead}>
        <Listing
          rows={segments}
          columns={COLUMNS}
          keyOf={({ sha256, entity, channelId }) => `${sha256} ${entity} ${channelId}`}
          empty="The package holds no row: it empties what the store has of this job."
          action={(segment) => (
            <Button size="xs" variant="default" onClick={() => setOpen(segment)}>
              Show the rows
            </Button>
          )}
        />
      </Sheet>
      {open && <SegmentRows key={open.sha256} packageId={packageId} segment={open} />}
    </>
  );
}

const COLUMNS: Column<Segment>[] = [
  { label: 'Kind of row', of: ({ entity }) => entity },
  { label: 'For', of: ({ channelId }) => channelId ?? 'every store of the group' },
  { label: 'Rows', of: ({ rowCount }) => rowCount.toLocaleString('en-GB'), isNumber: true },
  { label: 'Size', of: ({ sizeBytes }) => bytesText(sizeBytes), isNumber: true },
];
