import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '@app/kernel';
import { readSettings, type Settings } from '../../src/config';
import { openHeadquarters, type Headquarters } from '../../src/headquarters';

export interface TestHeadquarters extends Headquarters {
  readonly folder: string;
  /** Moves the clock on. */
  readonly pass: (milliseconds: number) => void;
  readonly dispose: () => Promise<void>;
}

/** Doors, PINs and disks take their time on a busy machine. */
jest.setTimeout(60_000);

/** Headquarters on real files in a folder of its own, with a clock that a test can move. */
export async function aHeadquarters(settings: Readonly<Record<string, string>> = {}): Promise<TestHeadquarters> {
  const folder = mkdtempSync(join(tmpdir(), 'headquarters-'));
  let offsetMs = 0;
  const clock: Clock = { now: () => systemClock.now() + offsetMs };
  const headquarters = await openHeadquarters(settingsFor(folder, settings), { clock });
  const dispose = async (): Promise<void> => {
    await headquarters.database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...headquarters, folder, pass: (milliseconds) => void (offsetMs += milliseconds), dispose };
}

export function settingsFor(folder: string, settings: Readonly<Record<string, string>> = {}): Settings {
  return readSettings({
    DATA_DIR: folder,
    HEADQUARTERS_HOST: '127.0.0.1',
    HEADQUARTERS_PORT: '0',
    HEADQUARTERS_LOG_LEVEL: 'error',
    ...settings,
  });
}
