import { z } from 'zod';
import { businessKey, instant, shortText, uuid } from '../texts';

const publicKeyText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'not a raw Ed25519 public key in base64');

/** POST /exchange/v1/enrolments. The code is the only secret the first time; the request is signed by the box's new key. */
export const enrolmentRequest = z.object({
  code: z.string().min(8).max(40),
  instanceId: uuid,
  boxKey: publicKeyText,
  /** The console's own key, so that it still speaks when the unit is down. */
  consoleKey: publicKeyText,
  serial: z.string().max(80).nullable(),
  softwareVersion: z.string().max(40),
  /** What opens the copies this box will make of its store. Headquarters keeps it for the box that may replace this one. */
  recoveryCode: z.string().min(20).max(60).optional(),
});
export type EnrolmentRequest = z.output<typeof enrolmentRequest>;

const channelPreview = z.object({ channelId: businessKey, legalEntityId: businessKey, name: shortText, address: shortText });

/** POST /exchange/v1/enrolments/preview, unsigned: which store a code belongs to, so that a person confirms it before the code is redeemed. */
export const enrolmentPreviewRequest = z.object({ code: z.string().min(8).max(40), serial: z.string().max(80).nullable() });
export type EnrolmentPreviewRequest = z.output<typeof enrolmentPreviewRequest>;

export const enrolmentPreviewAnswer = z.object({
  channelDatabaseId: businessKey,
  channels: z.array(channelPreview).min(1),
  /** The code was issued for taking over from a box that is enrolled. */
  isReplacement: z.boolean(),
  expiresAt: instant,
});
export type EnrolmentPreviewAnswer = z.output<typeof enrolmentPreviewAnswer>;

const predecessor = z.object({
  instanceId: uuid,
  epoch: z.int().min(1),
  boxKey: publicKeyText,
  /** Null where that box told none. */
  recoveryCode: z.string().max(60).nullable(),
});
/** A box that served the store before: who signed its records, and what opens its copies. */
export type Predecessor = z.output<typeof predecessor>;

/** The same code with the same key gets the same answer again. */
export const enrolmentAnswer = z.object({
  channelDatabaseId: businessKey,
  epoch: z.int().min(1),
  dataGroupId: businessKey,
  channels: z.array(channelPreview).min(1),
  headquartersKey: publicKeyText,
  /** Pepper of PIN verifiers per legal entity, base64; kept outside the database. */
  peppers: z.record(businessKey, z.string().min(16).max(100)),
  isReplacement: z.boolean(),
  /** Every box that was enrolled for the store before this one. */
  predecessors: z.array(predecessor).max(1_000).default([]),
});
export type EnrolmentAnswer = z.output<typeof enrolmentAnswer>;

/** GET /exchange/v1/time?nonce=... answers signed, so that a box with a wrong clock can begin. */
export const timeAnswer = z.object({ nonce: z.string().max(100), now: instant });
