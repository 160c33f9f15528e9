import 'reflect-metadata';
import { readSettings } from './config';
import { openHeadquarters } from './headquarters';
import { serve } from './serve';

/* eslint-disable no-console -- one line for the person or the script that started us */
async function main(): Promise<void> {
  const service = await serve(await openHeadquarters(readSettings()));
  console.log(`headquarters ready on https://localhost:${service.door.port}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void service.close());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
