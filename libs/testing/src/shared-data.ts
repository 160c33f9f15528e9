import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(__dirname, '../../../../shared/data');

/** A suite over real data that lies beside the project, read in place; skipped with its reason where that data is absent. */
export function describeWithData(path: string, title: string, suite: (file: string) => void): void {
  const file = resolve(FOLDER, path);
  if (existsSync(file)) describe(title, () => suite(file));
  else describe.skip(`${title} [skipped: ../shared/data/${path} is absent]`, () => suite(file));
}
