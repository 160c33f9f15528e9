import { capsule, uuid } from '@app/protocol';
import { z } from 'zod';
import { boxStanding } from '../session/session.dto';

/** A few dozen a request: together they stay below the limit of a body. */
export const capsulesBody = z.strictObject({ capsules: z.array(z.strictObject(capsule.shape)).min(1).max(200) });

export const capsulesTaken = z
  .object({
    imported: z.array(uuid),
    /** Here already, byte for byte. */
    known: z.array(uuid),
    /** Put aside for a person to look at; nothing here was changed. */
    conflicts: z.array(z.object({ digest: z.string(), kind: z.string() })),
    box: boxStanding,
  })
  .meta({ id: 'CapsulesTaken' });
