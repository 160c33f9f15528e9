import 'reflect-metadata';
import { CommanderError } from 'commander';
import { readSettings } from './config';
import { commandLine } from './cli/command-line';

commandLine({ settings: readSettings, say: (line) => console.log(line), progress: (line) => console.error(line) })
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
    // Commander has already said what was wrong with the words.
    if (!(error instanceof CommanderError)) console.error(error instanceof Error ? error.message : error);
  });
