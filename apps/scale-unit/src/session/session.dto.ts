import { OPERATIONS } from '@app/commerce';
import type { BoxStanding } from '@app/devices';
import { businessKey, capsule, counter, digestHex, instant, RECORD_TYPES, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

const pin = z.string().min(1).max(32);
const recordType = z.enum([...RECORD_TYPES, 'training-sale']);
const head = { type: recordType, sequence: counter, digest: digestHex };

/** The last record of each kind this register has; a box that does not know one of them is an older copy. */
const heads = z.array(z.strictObject(head)).max(20);

export const logOnBody = z.strictObject({ staffId: businessKey, pin, heads: heads.default([]) });

export const headsBody = z.strictObject({ heads });

export const boxStanding = z
  .object({
    /** `behind`: post the missing capsules first; until then, and until every device named here has logged on, the box numbers nothing. */
    state: z.enum(['ready', 'behind', 'superseded', 'not-enrolled']),
    missing: z.object({
      heads: z.array(z.object({ channelId: businessKey, registerId: businessKey, ...head })),
      counters: z.array(counter),
      /** Devices that have not shown their heads yet. */
      devices: z.array(z.object({ deviceId: uuid, channelId: businessKey, registerId: businessKey, name: z.string() })),
    }),
  })
  .meta({ id: 'BoxStanding' });

export function standingAnswer({ state, missing }: BoxStanding): z.input<typeof boxStanding> {
  return { state, missing: { heads: [...missing.heads], counters: [...missing.counters], devices: [...missing.devices] } };
}

const staff = z.object({ staffId: businessKey, name: shortText, language: z.string() }).meta({ id: 'Staff' });

export const loggedOn = z
  .object({
    sessionToken: z.string(),
    staff,
    permissions: z.array(z.string()),
    expiresAt: instant,
    /**
     * Records this made, and those the shown heads do not cover, because an earlier answer was lost. Keep them until headquarters has
     * acknowledged them, and always the newest one of each kind: it is the head to show.
     */
    capsules: z.array(capsule),
    box: boxStanding,
  })
  .meta({ id: 'LoggedOn' });

export const recordsMade = z.object({ capsules: z.array(capsule) }).meta({ id: 'RecordsMade' });

export const unlockBody = z.strictObject({ pin });

export const sessionState = z
  .object({
    state: z.enum(['none', 'active', 'locked', 'ended']),
    staff: staff.nullable(),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'SessionState' });

const OVERRIDABLE = Object.values(OPERATIONS).filter(({ override }) => override === 'second-person');
export const overridable = (id: string) => OVERRIDABLE.find((operation) => operation.id === id);

export const approvalBody = z.strictObject({
  staffId: businessKey,
  pin,
  operation: z.string().max(60).refine((id) => overridable(id) !== undefined, 'no second person can allow this'),
  /** The first id in the path of the request to allow, such as the cart's; empty when the path has none. */
  subject: z.string().max(60).default(''),
}); // prettier-ignore
export const approval = z.object({ approvalToken: z.string(), expiresAt: instant, capsules: z.array(capsule) }).meta({ id: 'Approval' });
