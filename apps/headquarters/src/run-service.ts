import type { Settings } from './config';
import { openHeadquarters } from './headquarters';
import { serve } from './serve';

/** Serves until SIGTERM or SIGINT, then closes doors, answers and files in this order. */
export async function runService(settings: Settings, say: (line: string) => void): Promise<void> {
  const service = await serve(await openHeadquarters(settings, { whenBroken: () => process.exit(1) }));
  say(`headquarters ready on https://localhost:${service.door.port}`);
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void (closing ??= service.close()));
}
