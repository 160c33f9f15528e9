import { unchargedTenders, type Shift } from '@app/channel-db';
import type { Reader } from '@app/database';
import { moneyText } from '../money';
import type { ClosedShift } from './shift-schema';

/** What the sales of a shift say was paid and no attempt of this box answers for, by reference (field notes 5.1). */
export async function salesWithoutChargeOf(reader: Reader, { shiftId, currency }: Shift): Promise<ClosedShift['salesWithoutCharge']> {
  const tenders = await unchargedTenders(reader, shiftId);
  return tenders.map((tender) => ({ ...tender, amount: moneyText(currency, tender.amount) }));
}
