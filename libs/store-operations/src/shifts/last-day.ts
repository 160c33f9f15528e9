import { shiftsOf, type Shift } from '@app/channel-db';
import type { Reader } from '@app/database';
import { businessDate, type Instant, type LocalDate } from '@app/kernel';
import { proveInTime } from './prove-shift';
import type { RecordProof } from './record-proof';

/** The last day of the store that is over, and whether headquarters holds all of it as it is here. */
export interface LastDay {
  readonly businessDate: LocalDate;
  readonly shiftCount: number;
  /** Shifts of that day that nobody has closed. */
  readonly openCount: number;
  /** Records of its shifts: sales, counts, closings. */
  readonly recordCount: number;
  readonly acknowledgedCount: number;
  /** How many headquarters says it holds unchanged; null when it was not asked or did not answer. */
  readonly atHeadquartersCount: number | null;
}

export const isProven = ({ openCount, recordCount, atHeadquartersCount }: LastDay): boolean =>
  openCount === 0 && atHeadquartersCount === recordCount;

interface Day {
  readonly businessDate: LocalDate;
  readonly shifts: readonly Shift[];
}

interface ChannelDays {
  readonly channelId: string;
  readonly timeZone: string;
  readonly dayCutOffMinutes: number;
}

/** As many shifts of a channel as the last days can have had. */
const LOOKED_AT = 300;

/** The shifts of the last day before today; undefined before there was one. */
export async function findLastDay(reader: Reader, channels: readonly ChannelDays[], now: Instant): Promise<Day | undefined> {
  const over: Shift[] = [];
  for (const { channelId, timeZone, dayCutOffMinutes } of channels) {
    const today = businessDate(now, timeZone, dayCutOffMinutes);
    over.push(...(await shiftsOf(reader, channelId, LOOKED_AT)).filter((shift) => shift.businessDate < today));
  }
  const last = over.map((shift) => shift.businessDate).reduce((left, right) => (left > right ? left : right), '');
  return last === '' ? undefined : { businessDate: last, shifts: over.filter((shift) => shift.businessDate === last) };
}

/** Asks headquarters about a day that is closed; of one that is not, says what is known here. */
export async function proveDay(reader: Reader, proof: RecordProof, { businessDate: date, shifts }: Day): Promise<LastDay> {
  const openCount = shifts.filter(({ state }) => state === 'open').length;
  const asked = openCount === 0 ? proof : UNASKED;
  let [recordCount, acknowledgedCount] = [0, 0];
  let atHeadquartersCount: number | null = 0;
  for (const { shiftId } of shifts) {
    const one = await proveInTime(reader, asked, shiftId);
    recordCount += one.recordCount;
    acknowledgedCount += one.acknowledgedCount;
    atHeadquartersCount =
      atHeadquartersCount === null || one.atHeadquartersCount === null ? null : atHeadquartersCount + one.atHeadquartersCount;
  }
  return { businessDate: date, shiftCount: shifts.length, openCount, recordCount, acknowledgedCount, atHeadquartersCount };
}

const UNASKED: RecordProof = { prove: () => Promise.resolve({ kind: 'unreachable', reason: 'the day is not closed' }) };
