import { businessKey, jobId, PACKAGE_KINDS, SESSION_STATES, uuid } from '@app/protocol';
import { z } from 'zod';
import { recurrence } from '../definitions/recurrence';
import { condition } from '../definitions/subjob-filter';
import { RUN_CAUSES, RUN_STATES } from '../runs/run-log';

const name = z.string().min(1).max(200);

export const job = z.object({ job: jobId, name, isUrgent: z.boolean() });
export const jobListing = z.object({ ...job.shape, direction: z.enum(['download', 'upload']), isPredefined: z.boolean() });

export const subjob = z.object({
  job: jobId,
  fields: z.array(z.string().max(60)).max(200).nullable(),
  filter: z.array(condition).max(20),
  isActive: z.boolean(),
});
export const subjobListing = z.object({ entity: z.string(), ...subjob.shape, revision: z.int() });

export const schedule = z.object({
  scheduleId: businessKey,
  name,
  jobs: z.array(jobId).min(1).max(50),
  dataGroupIds: z.array(businessKey).min(1).max(1_000).nullable(),
  recurrence,
  isActive: z.boolean(),
});
export const scheduleListing = z.object({ ...schedule.shape, isPredefined: z.boolean(), nextRunAt: z.int().nullable() });

export const run = z.object({
  runId: uuid, scheduleId: businessKey, cause: z.enum(RUN_CAUSES), state: z.enum(RUN_STATES), toVersion: z.int(), startedAt: z.int(),
  finishedAt: z.int().nullable(), boxCount: z.int(), sessionCount: z.int(), message: z.string().nullable(),
}); // prettier-ignore

export const session = z.object({
  sessionId: uuid, channelDatabaseId: businessKey, epoch: z.int(), job: jobId, jobName: z.string(), packageId: uuid, kind: z.enum(PACKAGE_KINDS),
  state: z.enum(SESSION_STATES), tryCount: z.int(), loadId: uuid.nullable(), toVersion: z.int(), createdAt: z.int(),
  requestedAt: z.int().nullable(), downloadedAt: z.int().nullable(), appliedAt: z.int().nullable(), failedAt: z.int().nullable(),
  rowCount: z.int().nullable(), quarantinedCount: z.int().nullable(), message: z.string().nullable(), supersededBy: uuid.nullable(),
}); // prettier-ignore

export const page = { limit: z.coerce.number().int().min(1).max(1_000).default(100) };
