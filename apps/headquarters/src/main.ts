import 'reflect-metadata';
import { readSettings } from './config';
import { runService } from './run-service';

/* eslint-disable no-console -- one line for the person or the script that started us */
void (async () => {
  try {
    await runService(readSettings(), (line) => console.log(line));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
})();
