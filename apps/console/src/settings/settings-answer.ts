import { z } from 'zod';

const at = z.number();
const certificate = z.object({ names: z.array(z.string()), validUntil: at }).nullable();
const door = z.object({
  /** None where the port is closed to the network. */
  addresses: z.array(z.string()),
  certificate,
});

/** How this box is connected and watched. Secrets are only said to be there. */
export const settingsAnswer = z
  .object({
    versions: z.object({ console: z.string(), scaleUnit: z.string().nullable(), node: z.string() }),
    registers: door,
    console: door,
    headquarters: z.object({ url: z.string(), channelDatabaseId: z.string() }).nullable(),
    proxy: z.object({ address: z.string(), hasCredentials: z.boolean() }).nullable(),
    monitoring: z.object({
      hasToken: z.boolean(),
      /** To whom alerts go, without the path, in which webhooks carry their secret. */
      alerts: z.object({ to: z.string(), hasToken: z.boolean(), waitingCount: z.int() }).nullable(),
      heartbeat: z.object({ at, outcome: z.enum(['sent', 'not-enrolled', 'not-taken']) }).nullable(),
    }),
  })
  .meta({ id: 'BoxSettings' });
export type SettingsAnswer = z.input<typeof settingsAnswer>;
