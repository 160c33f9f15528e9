import { judge, type Observation } from '@app/appliance';
import { z } from 'zod';
import { plannedWork, unitStatus } from '../scale-unit/unit-status';
import { updateFacts } from '../updates/updates-answer';

const at = z.number();

export const unitProcess = z
  .object({
    state: z.enum(['running', 'waiting', 'stopping', 'stopped']),
    restarts: z.int(),
    startedAt: at.nullable(),
    nextStartAt: at.nullable(),
    lastExitCode: z.int().nullable(),
  })
  .meta({ id: 'UnitProcess' });

export const statusAnswer = z
  .object({
    verdict: z.enum(['selling', 'ready', 'limited', 'not-selling', 'unknown']),
    observation: z.object({
      at,
      isUnitAnswering: z.boolean(),
      silentSince: at.nullable(),
      /** The unit's last answer, also when it is down now; `statusAt` says how old it is. */
      status: unitStatus.nullable(),
      statusAt: at.nullable(),
      process: unitProcess.nullable(),
      /** Why it does not answer, as far as it could still say. */
      fault: z.enum(['database']).nullable(),
      /** When the disk will be full if it goes on filling as in the last two days. */
      diskFullAt: at.nullable().optional(),
      emergencyCode: z.enum(['none', 'sealed', 'used']).optional(),
      /** The last work that was planned, also while the unit is silent. */
      work: plannedWork.nullable().optional(),
      /** What goes on, what ended last, and what was said about releases. */
      update: updateFacts.nullable().optional(),
    }),
    /** Why there is no newer answer, in the words of the machine. */
    failure: z.string().nullable(),
    console: z.object({ version: z.string(), startedAt: at }),
  })
  .meta({ id: 'Status' });
export type StatusAnswer = z.input<typeof statusAnswer>;

export function answerOf(observation: Observation, failure: string | null, console: StatusAnswer['console']): StatusAnswer {
  // The types of the wire are mutable, those of the verdict are not: nothing is changed in between.
  return { verdict: judge(observation).state, observation: observation as StatusAnswer['observation'], failure, console };
}
