import { z } from 'zod';
import { businessKey, digestHex, localDate } from '../texts';
import { bucketList } from './download';

const of = { entity: z.string().max(60), channelId: businessKey.nullable() };

/** POST /exchange/v1/content/digests: what headquarters has for an entity in a scope, as a box that stands at `version` compares it. */
export const contentQuery = z.object({ ...of, version: z.int().min(0) });
export type ContentQuery = z.output<typeof contentQuery>;

export const contentAnswer = z.object({
  /** Rows that were over before this day are not counted. Absent: all are. */
  today: localDate.nullish(),
  /** Every bucket, in order. */
  buckets: z.array(
    z.object({
      bucket: z.int().min(0).max(255),
      rowCount: z.int().min(0),
      digest: digestHex,
      /** Holds a row that changed after `version`: compare it later. */
      isMoving: z.boolean(),
    }),
  ).max(256),
}); // prettier-ignore
export type ContentAnswer = z.output<typeof contentAnswer>;

/** POST /exchange/v1/content/repairs: the rows of these buckets again. Answered with the session of kind `repair` that carries them. */
export const repairRequest = z.object({ ...of, buckets: bucketList });
export type RepairRequest = z.output<typeof repairRequest>;
