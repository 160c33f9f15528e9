import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test; it stays where the test failed, and its path is in the failure's output. */
export async function inFolder<Result>(name: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    const result = await work(folder);
    rmSync(folder, { recursive: true });
    return result;
  } catch (error) {
    console.error(`ledger and logs: ${folder}`);
    throw error;
  }
}
