import type { ChannelRules, Cart, StoreOperation } from '@app/commerce';
import type { Tx } from '@app/database';
import type { AuditBody, Capsule } from '@app/protocol';
import type { Seller, SellingPorts } from './ports';

/** What was done, in short texts. */
export type AuditDetails = AuditBody['details'];

/**
 * The journal entry of an operation that leaves one, and of every operation a second person had to allow.
 * Training leaves none. Answers the record for the register to keep.
 */
export async function auditCart(
  tx: Tx,
  ports: SellingPorts,
  operation: StoreOperation,
  seller: Seller,
  cart: Cart,
  rules: ChannelRules,
  what: AuditDetails = {},
): Promise<Capsule[]> {
  const event = operation.audit ?? (seller.approvedBy === null ? null : 'override');
  if (event === null || cart.mode === 'training') return [];
  const { capsule } = await ports.journal.appendRecord(tx, {
    ...originOf(cart, seller, rules, ports),
    type: 'audit',
    body: { event, approvedBy: seller.approvedBy, subjectId: cart.id, details: { operation: operation.id, ...what } },
  });
  return [capsule];
}

/** What every record about a cart says of where it comes from. */
export function originOf(cart: Cart, seller: Seller, rules: ChannelRules, { businessClock }: SellingPorts) {
  return {
    channel: { legalEntityId: cart.legalEntityId, channelId: cart.channelId, timeZone: rules.timeZone },
    registerId: cart.registerId,
    businessDate: cart.businessDate,
    shiftId: cart.shiftId,
    staffId: seller.staffId,
    drawerId: cart.drawerId,
    registerTime: null,
    businessAt: businessClock.now(),
    catalogVersion: cart.catalogVersion,
  };
}
