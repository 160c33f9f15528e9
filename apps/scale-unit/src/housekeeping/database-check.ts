import { clearAlarm, raiseAlarm } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock, Instant } from '@app/kernel';
import type { Job } from '@app/platform';
import type { FileChecker } from '@app/store-files';

export interface DatabaseStanding {
  readonly ok: boolean;
  /** Null until the first check of this process has ended. */
  readonly checkedAt: Instant | null;
  readonly message: string | null;
}

export interface DatabaseCheckParts {
  /** Null where the store is no file: the server checks itself. */
  readonly file: string | null;
  readonly store: Database;
  readonly clock: Clock;
  readonly check: FileChecker;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const ALARM = 'store.damaged';

/**
 * Reads the whole store file once a day beside the running unit, indexes and all: a start checks only what is quick, and nothing of
 * a large file. What it finds stands in the status and as an alarm; nothing is stopped, because every sale still made is in the file.
 */
export class DatabaseCheck {
  private last: DatabaseStanding = { ok: true, checkedAt: null, message: null };

  constructor(private readonly parts: DatabaseCheckParts) {}

  get standing(): DatabaseStanding {
    return this.last;
  }

  /** Not at once: a start belongs to the registers. */
  get job(): Job {
    return { name: 'store.check', everyMs: 10 * MINUTE_MS, run: (signal) => this.run(signal) };
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { file, clock, check } = this.parts;
    const isDue = clock.now() - (this.last.checkedAt ?? 0) >= DAY_MS;
    if (file === null || !isDue) return;
    const { isSound, problems } = await check(file, 'full', signal);
    this.last = { ok: isSound, checkedAt: clock.now(), message: isSound ? null : problems.join('; ').slice(0, 1_000) };
    await this.tell();
  }

  private async tell(): Promise<void> {
    const { store, clock } = this.parts;
    const { ok, message } = this.last;
    await store.unitOfWork.run(async (tx) => {
      if (ok) await clearAlarm(tx, ALARM, 'store');
      else await raiseAlarm(tx, { code: ALARM, subject: 'store', details: { message } }, clock.now());
    });
  }
}
