import { timeText } from '@app/appliance';
import { Failure, Listing, outcomeOf, Sheet, State, type Column } from '@app/web';
import { useState } from 'react';
import { api, type Schedule } from '../api/client';
import { sayProblem } from '../api/problem-text';
import { useNames } from '../api/use-names';
import { usePolled } from '../api/use-polled';
import { useWords } from '../api/use-words';
import { Question } from '../parts/question';
import { Runs } from '../schedules/run-table';
import { putSchedule, ScheduleButtons } from '../schedules/schedule-buttons';
import { groupWords, jobWords, recurrenceWords } from '../schedules/schedule-words';

const ask = (headers: Record<string, string>) => outcomeOf(api.GET('/api/v1/scheduler/schedules', { headers }));

/** Which jobs go to which groups, and when; and what the latest runs brought. */
export function Schedules() {
  const names = useNames();
  const words = useWords();
  const { data, problem, askAgain } = usePolled(ask);
  const [stopping, setStopping] = useState<Schedule | null>(null);
  const schedules = data?.schedules ?? [];
  const close = () => {
    setStopping(null);
    askAgain();
  };

  const columns: Column<Schedule>[] = [
    { label: 'Schedule', of: ({ name }) => name },
    { label: 'Jobs', of: (schedule) => jobWords(schedule, names) },
    { label: 'To', of: groupWords },
    { label: 'When', of: (schedule) => <When schedule={schedule} /> },
    { label: 'Next', of: ({ nextRunAt }) => (nextRunAt === null ? null : timeText(nextRunAt, words)), isNumber: true },
  ];
  return (
    <>
      {stopping && <StopQuestion schedule={stopping} onClose={close} />}
      <Sheet title="Distribution schedules" lead="Which jobs go to which groups of stores, and when.">
        <Failure text={problem && sayProblem(problem)} />
        <Listing
          rows={schedules}
          columns={columns}
          keyOf={({ scheduleId }) => scheduleId}
          empty="Schedules stand here after the scheduler was initialised."
          action={(schedule) => <ScheduleButtons schedule={schedule} onStop={() => setStopping(schedule)} onDone={askAgain} />}
        />
      </Sheet>
      <Runs nameOf={(id) => schedules.find(({ scheduleId }) => scheduleId === id)?.name ?? id} />
    </>
  );
}

const When = ({ schedule }: { schedule: Schedule }) => (
  <State tone={schedule.isActive ? 'good' : 'quiet'} word={recurrenceWords(schedule)} />
);

function StopQuestion({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  return (
    <Question
      title={`Stop ${schedule.name}?`}
      lead="What changes from now on waits at headquarters until the schedule is started again. Stores sell on with what they have."
      confirm="Stop it"
      isDanger
      act={() => putSchedule({ ...schedule, isActive: false })}
      onClose={onClose}
    />
  );
}
