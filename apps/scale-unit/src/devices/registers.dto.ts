import { businessKey, instant, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

const device = z.object({
  deviceId: uuid,
  name: shortText,
  state: z.enum(['active', 'revoked']),
  activatedAt: instant,
  lastSeenAt: instant.nullable(),
});

export const registerList = z
  .object({
    registers: z.array(
      z.object({
        channelId: businessKey,
        registerId: businessKey,
        name: shortText,
        /** The device in use; null before activation. */ device: device.nullable(),
      }),
    ),
  })
  .meta({ id: 'RegisterList' });

export const codeBody = z.strictObject({ channelId: businessKey, registerId: businessKey });
export const issuedCode = z.object({ activationCode: z.string(), expiresAt: instant }).meta({ id: 'IssuedActivationCode' });
