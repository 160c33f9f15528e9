import { freeText } from '@app/platform';
import { businessKey, instant, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

export const activateBody = z.strictObject({
  /** As typed: case, blanks and dashes do not matter. */
  activationCode: z.string().min(1).max(20),
  deviceName: freeText(200),
});

export const activatedDevice = z
  .object({
    deviceId: uuid,
    /** Given out once. */
    deviceToken: z.string(),
    legalEntityId: businessKey,
    channelId: businessKey,
    registerId: businessKey,
    name: shortText,
    activatedAt: instant,
  })
  .meta({ id: 'ActivatedDevice' });
