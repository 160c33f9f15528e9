import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Compares with a file that a person has read. To change one, remove it, run the test twice, and read it again. */
export function expectGolden(name: string, actual: string): void {
  const file = join(__dirname, 'golden', name);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    throw new Error(`${name} was missing and has been written: read it, then run the test again`);
  }
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
