import { newId } from '@app/kernel';
import { saleIn } from '../check/facts';
import type { AcknowledgedEntry, SimulatorLedger } from '../ledger';
import type { PlannedSale } from './basket';
import { CartSession } from './cart-session';
import { once } from './commerce';
import type { Till } from './payment';
import { finish, type Served } from './serve';

/** A customer brings back one line of an earlier sale of this register. Undefined when there is nothing left to bring back. */
export async function serveReturn(till: Till, ledger: SimulatorLedger, registerId: string, plan: PlannedSale): Promise<Served | undefined> {
  const sold = findSold(ledger, registerId, till);
  if (!sold) return undefined;
  const transactionId = ledger.ask(registerId);
  const body = {
    transactionId,
    saleTransactionId: sold.transactionId,
    lines: [{ lineId: newId(), soldLineId: sold.lineId, quantity: null }],
    reason: 'not as expected',
  };
  const params = { header: once(newId()) };
  const begun = await till.commerce.ask((api) => api.POST('/api/v1/returns', { params, body }));
  return finish(till, ledger, registerId, CartSession.of(till.commerce, begun), plan);
}

interface SoldLine {
  readonly transactionId: string;
  readonly lineId: string;
}

/** Any line of a live sale that was not a return itself and has not come back yet. */
function findSold(ledger: SimulatorLedger, registerId: string, { random }: Till): SoldLine | undefined {
  const own = ledger.acknowledged().filter((entry) => entry.registerId === registerId);
  const all = own.flatMap(linesOf);
  const back = new Set(all.flatMap(({ returnOf }) => returnOf ?? []));
  const left = all.filter(({ returnOf, lineId }) => returnOf === null && !back.has(lineId));
  return left.length > 0 ? random.pick(left) : undefined;
}

function linesOf({ transactionId, capsule }: AcknowledgedEntry): (SoldLine & { returnOf: string | null })[] {
  const lines = (saleIn(capsule)?.lines ?? []).filter((line) => !line.isVoided && line.kind === 'product');
  return lines.map(({ lineId, returnOf }) => ({ transactionId, lineId, returnOf: returnOf?.lineId ?? null }));
}
