import 'reflect-metadata';
import { readSettings } from './config';
import { runService } from './run-service';

void (async () => {
  try {
    await runService(readSettings(), (line) => void process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
})();
