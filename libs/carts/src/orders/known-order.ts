import { findCapsule, findOrder, settledQuantities, type StoredOrder } from '@app/channel-db';
import type { ChannelRules, CustomerOrder, OrderedLine } from '@app/commerce';
import type { Reader } from '@app/database';
import { invariant, parseAmount, parseQuantity, parseRate, parseUnitPrice, quantity, type Amount, type Quantity } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { sellingError } from '../errors';
import type { Seller } from '../ports';
import { recordedSale } from '../sale-answer';
import { paymentsOf } from '../sold-transaction';

type Placed = Extract<NonNullable<SaleBodyWire['order']>, { kind: 'placed' }>;

/** An order as the store has it, and as the engine takes it. */
export interface KnownOrder {
  readonly stored: StoredOrder;
  readonly placed: Placed;
  readonly order: CustomerOrder;
}

/** An order of the seller's store: what was agreed from the record that placed it, what waits from the projection. */
export async function knownOrder(reader: Reader, { channelId }: Seller, orderId: string, rules: ChannelRules): Promise<KnownOrder> {
  const stored = await findOrder(reader, orderId);
  const capsule = stored?.channelId === channelId ? await findCapsule(reader, orderId) : undefined;
  if (!stored || !capsule) throw sellingError('order.unknown', 'the order is not on this box', { orderId });
  if (stored.currency !== rules.currency.code) {
    throw sellingError('order.other-currency', 'the order was taken in another currency', { currency: stored.currency });
  }
  const { body } = recordedSale(capsule);
  invariant(body.order?.kind === 'placed', 'its record placed the order');
  const settled = await settledQuantities(reader, orderId);
  const lines = body.order.lines.filter(({ isVoided }) => !isVoided).map((line) => orderedLine(line, settled.get(line.lineId), rules));
  const { receiptNumber, revision, depositLeft } = stored;
  return {
    stored,
    placed: body.order,
    order: { orderId, receiptNumber, revision, depositLeft, lines, payments: paymentsOf(body.tenders, rules) },
  };
}

function orderedLine(line: Placed['lines'][number], settled: Quantity = quantity(0), rules: ChannelRules): OrderedLine {
  const money = (text: string): Amount => parseAmount(text, rules.currency.minorDigits);
  const { lineId, productId, name, barcode, unitId, itemTaxGroupId, minimumAge, restrictedBy } = line;
  const ordered = parseQuantity(line.quantity);
  const unitDecimals = rules.unitDecimals.get(unitId) ?? 0;
  return {
    comesWith: line.linkedTo?.lineId, isDeposit: line.isDeposit,
    lineId, productId, name, barcode, unitId, unitDecimals, itemTaxGroupId, minimumAge, restrictedBy,
    kind: line.kind === 'charge' ? 'charge' : 'product',
    mode: line.delivery,
    chargeCodeId: line.chargeCodeId ?? null,
    isWeighed: unitDecimals > 0,
    quantity: ordered,
    unitPrice: parseUnitPrice(line.unitPrice),
    net: money(line.net),
    gross: money(line.gross),
    taxes: line.taxes.map((tax) => ({ taxCodeId: tax.taxCodeId, rate: parseRate(tax.rate), base: money(tax.base), amount: money(tax.amount) })),
    left: quantity(ordered - settled),
  }; // prettier-ignore
}
