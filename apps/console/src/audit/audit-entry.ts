import { z } from 'zod';

export const auditEntry = z
  .object({
    at: z.number(),
    /** A user's name, the emergency code, or the console itself; null for somebody nobody knows. */
    who: z.string().nullable(),
    /** The id of the operation. */
    action: z.string(),
    /** What it was done to, where that is not clear from the action. */
    subject: z.string().nullable(),
    outcome: z.enum(['done', 'denied', 'refused', 'failed']),
    /** Why not; null when it was done. */
    code: z.string().nullable(),
    /** The address it came from; null for what the console does itself. */
    from: z.string().nullable(),
    correlationId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = Readonly<z.output<typeof auditEntry>>;
