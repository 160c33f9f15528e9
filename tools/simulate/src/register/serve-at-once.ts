import type { CommerceSchemas } from '@app/client/commerce';
import { newId, parseScaled } from '@app/kernel';
import type { SimulatorLedger } from '../ledger';
import type { PlannedLine, PlannedSale } from './basket';
import { once } from './commerce';
import type { Till } from './payment';
import { acknowledge, type Served } from './serve';

const PRICE_SCALE = 4;
const QUANTITY_SCALE = 3;
/** A barcode may be that of a six-pack; taxes and deposits come on top, and prices change meanwhile. */
const ENOUGH = 10;
const NOTE_MAJOR_UNITS = 10;

/** A basket the register kept to itself: one request makes the sale. The customer puts down notes that are surely enough. */
export async function serveAtOnce(till: Till, ledger: SimulatorLedger, registerId: string, plan: PlannedSale): Promise<Served> {
  const transactionId = ledger.ask(registerId);
  const basket: CommerceSchemas['Basket'] = {
    transactionId,
    mode: plan.mode,
    lines: plan.lines.map(lineOf),
    answers: plan.lines.some(({ product }) => product.minimumAge !== null) ? [{ kind: 'age', outcome: 'confirmed' }] : [],
    tenders: [{ tenderId: newId(), tenderTypeId: till.cashTenderTypeId, amount: notesFor(plan.lines) }],
    registerTime: Date.now(),
  };
  const began = performance.now();
  const params = { header: once(newId()) };
  const { content } = await till.commerce.ask((api) => api.POST('/api/v1/sales', { params, body: basket }));
  const checkoutMs = performance.now() - began;
  acknowledge(ledger, registerId, transactionId, content.capsules);
  return { kind: 'sale', lineCount: plan.lines.length, checkoutMs };
}

function lineOf({ product, quantity }: PlannedLine): CommerceSchemas['NewLine'] {
  const what = product.barcode === null ? { productId: product.productId } : { barcode: product.barcode };
  return { lineId: newId(), ...what, ...(product.isWeighed ? { weight: quantity } : { quantity }) };
}

function notesFor(lines: readonly PlannedLine[]): string {
  const exact = lines.reduce(
    (sum, { product, quantity }) =>
      sum + (parseScaled(product.unitPrice, PRICE_SCALE) * parseScaled(quantity, QUANTITY_SCALE)) / 10 ** (PRICE_SCALE + QUANTITY_SCALE),
    0,
  );
  return String(Math.ceil((exact * ENOUGH) / NOTE_MAJOR_UNITS) * NOTE_MAJOR_UNITS);
}
