import { orderSummaryBody, type OrderCursor } from '@app/carts';
import { freeText } from '@app/platform';
import { moneyText, quantityText, rateText, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

export const placeOrderDto = z
  .strictObject({
    customerName: freeText(200).min(1),
    /** Where to, for what ships. */
    address: freeText(200).nullable().default(null),
    /** The other lines are carried out. */
    deliveries: z.array(z.strictObject({ lineId: uuid, mode: z.enum(['pickup', 'ship']) })).max(500),
    /** Another part than the channel's; needs the permission `override-deposit`. */
    depositRate: rateText.optional(),
    /** Made by the register. */
    depositLineId: uuid,
    /** What delivery costs. */
    delivery: z.strictObject({ lineId: uuid, charge: moneyText }).optional(),
  })
  .meta({ id: 'PlaceOrder' });
export type PlaceOrderDto = z.output<typeof placeOrderDto>;

export const handOverDto = z
  .strictObject({
    /** Of the new cart, made by the register. */
    transactionId: uuid,
    depositLineId: uuid,
    lines: z
      .array(z.strictObject({ lineId: uuid, orderLineId: uuid, quantity: quantityText.optional() }))
      .min(1)
      .max(500),
  })
  .meta({ id: 'HandOver' });
export type HandOverDto = z.output<typeof handOverDto>;

export const cancelOrderDto = z.strictObject({ transactionId: uuid, depositLineId: uuid, chargeLineId: uuid }).meta({ id: 'CancelOrder' });
export type CancelOrderDto = z.output<typeof cancelOrderDto>;

const cursor = z.string().max(120).transform((text, context): OrderCursor => {
  const [, at, orderId] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  if (at !== undefined && orderId !== undefined) return { placedAt: Number(at), orderId };
  context.issues.push({ code: 'custom', input: text, message: 'not a cursor' });
  return z.NEVER;
}); // prettier-ignore

export const cursorText = ({ placedAt, orderId }: OrderCursor): string => `${placedAt}.${orderId}`;

export const ordersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: cursor.optional(),
});
export type OrdersQuery = z.output<typeof ordersQuery>;

export const ordersPage = z.object({ items: z.array(orderSummaryBody), next: z.string().nullable() }).meta({ id: 'CustomerOrders' });
export type OrdersPage = z.output<typeof ordersPage>;

export const receiptQuestion = z.strictObject({ receiptNumber: shortText.min(1) }).meta({ id: 'OrderByReceipt' });
