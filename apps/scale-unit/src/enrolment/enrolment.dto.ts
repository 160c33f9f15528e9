import { businessKey, instant, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

/** The parts of the one line that headquarters gives to store IT. */
export const enrolmentBody = z.strictObject({
  code: z.string().min(8).max(40),
  headquartersUrl: z.url({ protocol: /^https$/ }).max(300),
  /** SHA-256 of the authority of headquarters, hexadecimal. */
  fingerprint: z.string().regex(/^[0-9a-fA-F]{64}$/, 'not a SHA-256 fingerprint'),
});
export type EnrolmentBody = z.output<typeof enrolmentBody>;

const store = z.object({ channelId: businessKey, legalEntityId: businessKey, name: shortText, address: shortText });

export const enrolmentPreview = z
  .object({ channelDatabaseId: businessKey, stores: z.array(store), isReplacement: z.boolean(), expiresAt: instant })
  .meta({ id: 'EnrolmentPreview' });

export const enrolmentState = z
  .object({
    isEnrolled: z.boolean(),
    instanceId: uuid,
    channelDatabaseId: businessKey.nullable(),
    epoch: z.int().nullable(),
    headquartersUrl: z.string().nullable(),
    /** What the console needs to speak to headquarters itself: its public key, and the only root trusted for it (PEM). */
    headquartersKey: z.string().nullable(),
    headquartersAuthority: z.string().nullable(),
    enrolledAt: instant.nullable(),
    software: z.string(),
  })
  .meta({ id: 'EnrolmentState' });
