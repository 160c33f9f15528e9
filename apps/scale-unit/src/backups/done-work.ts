import { findBox, findSetting, saveSetting } from '@app/channel-db';
import type { Reader } from '@app/database';
import type { Instant } from '@app/kernel';
import { z } from 'zod';
import { sayAlarm, type BackupParts } from './backup-parts';
import { lastTimeOfDay } from './backup-schedule';

const madeCopy = z.object({ at: z.number(), name: z.string(), sizeBytes: z.number(), records: z.number() });
export type MadeCopy = z.output<typeof madeCopy>;
const doneDrill = z.object({ at: z.number(), name: z.string(), madeAt: z.number(), records: z.number(), sales: z.number(), plainBytes: z.number(), totalMs: z.number(), faults: z.array(z.string()) }); // prettier-ignore
export type DoneDrill = z.output<typeof doneDrill>;

const LAST_COPY = 'backup.last-copy';
const LAST_DRILL = 'backup.last-drill';
const DAY_MS = 86_400_000;
/** A night and some hours: one that was missed is said. */
const OVERDUE_MS = 26 * 3_600_000;
const DRILL_EVERY_MS = 7 * DAY_MS;

/** The copy that was made last, as the store remembers it. */
export async function lastCopyOf(reader: Reader): Promise<MadeCopy | null> {
  return madeCopy.nullable().parse((await findSetting(reader, LAST_COPY)) ?? null);
}

/** When a copy was made and proven last, and when the next one is due. */
export class DoneWork {
  constructor(private readonly parts: BackupParts) {}

  lastCopy(): Promise<MadeCopy | null> {
    return lastCopyOf(this.parts.store.reader);
  }

  async lastDrill(): Promise<DoneDrill | null> {
    return doneDrill.nullable().parse((await findSetting(this.parts.store.reader, LAST_DRILL)) ?? null);
  }

  async saveCopy(copy: MadeCopy): Promise<void> {
    await this.save(LAST_COPY, copy);
  }

  async saveDrill(drill: DoneDrill): Promise<void> {
    await this.save(LAST_DRILL, drill);
  }

  /** The last time the store's clock showed the hour for a copy; null where none is due. */
  async copyDueSince(): Promise<Instant | null> {
    const { clock, backupAt, catalog, store, storeFile } = this.parts;
    if (storeFile === null || !(await findBox(store.reader))) return null;
    const [channel] = (await catalog.configuration()).channels;
    const due = lastTimeOfDay(clock.now(), backupAt, channel?.timeZone ?? 'UTC');
    const last = await this.lastCopy();
    // A copy from the future was made under a wrong clock.
    return last && last.at >= due && last.at <= clock.now() ? null : due;
  }

  async isDrillDue(): Promise<boolean> {
    const last = await this.lastDrill();
    return last === null || this.parts.clock.now() - last.at > DRILL_EVERY_MS;
  }

  /** Raises or takes back the alarm about copies that are too old. */
  async watchAge(): Promise<void> {
    const { store, clock, storeFile } = this.parts;
    const box = await findBox(store.reader);
    if (storeFile === null || !box) return;
    const last = (await this.lastCopy())?.at ?? null;
    const age = clock.now() - (last ?? box.enrolledAt);
    await sayAlarm(this.parts, { code: 'backup.overdue', subject: 'backup', details: { lastAt: last } }, age > OVERDUE_MS);
  }

  private async save(setting: string, value: MadeCopy | DoneDrill): Promise<void> {
    const { store, clock } = this.parts;
    await store.unitOfWork.run((tx) => saveSetting(tx, setting, value, clock.now()));
  }
}
