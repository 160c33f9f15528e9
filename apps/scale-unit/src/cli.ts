import 'reflect-metadata';
import { commandLine } from './cli/command-line';
import { readSettings } from './config';

commandLine({ settings: readSettings, say: (line) => console.log(line) })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
