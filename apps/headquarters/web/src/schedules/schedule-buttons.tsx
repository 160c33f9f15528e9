import { countText } from '@app/appliance';
import { Failure, outcomeOf } from '@app/web';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type Schedule } from '../api/client';
import { useCall } from '../api/use-call';
import { Note, RowActions } from '../parts/bar';

interface ScheduleButtonsProps {
  readonly schedule: Schedule;
  readonly onStop: () => void;
  readonly onDone: () => void;
}

/** Runs a schedule at once, and starts a stopped one; stopping asks first. */
export function ScheduleButtons({ schedule, onStop, onDone }: ScheduleButtonsProps) {
  const { isRunning, failure, run } = useCall();
  const [news, setNews] = useState<string | null>(null);
  const path = { scheduleId: schedule.scheduleId };
  const runNow = async () => {
    const done = await run(() => outcomeOf(api.POST('/api/v1/scheduler/schedules/{scheduleId}/runs', { params: { path } })));
    if (!done?.data) return;
    setNews(ranWords(done.data));
    onDone();
  };
  const start = async () => {
    if (await run(() => putSchedule({ ...schedule, isActive: true }))) onDone();
  };
  const button = { size: 'xs', variant: 'default', disabled: isRunning } as const;

  return (
    <>
      <RowActions>
        <Button {...button} onClick={() => void runNow()}>Run now</Button>
        {schedule.isActive ? <Button {...button} onClick={onStop}>Stop</Button> : <Button {...button} onClick={() => void start()}>Start</Button>}
      </RowActions>
      <span role="status">{news && <Note>{news}</Note>}</span>
      <Failure text={failure} />
    </>
  ); // prettier-ignore
}

function ranWords({ boxCount, sessionCount }: { boxCount: number; sessionCount: number }): string {
  if (sessionCount === 0) return 'Ran. Every store has everything already.';
  return `Ran. ${countText(sessionCount, 'package')} for ${countText(boxCount, 'store')}.`;
}

/** Keeps a schedule as it should be. */
export function putSchedule({ isPredefined: _, nextRunAt: __, ...body }: Schedule) {
  return outcomeOf(api.PUT('/api/v1/scheduler/schedules', { body }));
}
