import { timeText } from '@app/appliance';
import { Failure, Listing, outcomeOf, Sheet, State, type Column } from '@app/web';
import { Button } from '@mantine/core';
import { api, type Alarm } from '../api/client';
import { useCall } from '../api/use-call';
import type { Names } from '../api/use-names';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';
import { Note } from '../parts/bar';
import { alarmWords } from './alarm-words';

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/alarms', { headers }));

/** What somebody must look at, until somebody says that they did. */
export function Alarms({ names }: { names: Names }) {
  const words = useWords();
  const { data, askAgain } = usePolled(ask);
  const { isRunning, failure, run } = useCall();
  const seen = async ({ alarmId }: Alarm) => {
    const params = { path: { alarmId } };
    if (await run(() => outcomeOf(api.POST('/api/v1/alarms/{alarmId}/acknowledge', { params })))) askAgain();
  };
  const columns: Column<Alarm>[] = [
    { label: 'What', of: ({ kind }) => <State tone="limited" word={alarmWords(kind)} /> },
    { label: 'About', of: ({ subject }) => <Note>{subject}</Note> },
    { label: 'Store', of: ({ channelDatabaseId }) => channelDatabaseId && names.nameOfDatabase(channelDatabaseId) },
    { label: 'Since', of: ({ at }) => timeText(at, words), isNumber: true },
  ];
  return (
    <Sheet title="Look at this">
      <Failure text={failure} />
      {data && (
        <Listing
          rows={data.alarms}
          columns={columns}
          keyOf={({ alarmId }) => alarmId}
          empty="Nothing to look at."
          action={(alarm) => (
            <Button size="xs" variant="default" disabled={isRunning} onClick={() => void seen(alarm)}>
              Seen
            </Button>
          )}
        />
      )}
    </Sheet>
  );
}
