import 'reflect-metadata';
import { readSettings } from './config';
import { commandLine } from './cli/command-line';

commandLine({ settings: readSettings, say: (line) => console.log(line), progress: (line) => console.error(line) })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
