import { currencyCode, instant, moneyText, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

const deliveryMode = z.enum(['pickup', 'ship']);

/** An order in a list. */
export const orderSummaryBody = z
  .object({
    orderId: uuid,
    /** On the receipt of its deposit. */
    receiptNumber: shortText,
    customerName: shortText,
    placedAt: instant,
    currency: currencyCode,
    /** What was ordered comes to so much. */
    gross: moneyText,
    /** Paid, and neither used nor given back. */
    depositLeft: moneyText,
    isOpen: z.boolean(),
  })
  .meta({ id: 'CustomerOrderSummary' });
export type OrderSummary = z.output<typeof orderSummaryBody>;

export const orderBody = orderSummaryBody
  .extend({
    address: shortText.nullable(),
    /** What is still to pay when all that waits is handed over. */
    due: moneyText,
    lines: z.array(
      z.object({
        lineId: uuid,
        kind: z.enum(['product', 'charge']),
        name: shortText,
        delivery: deliveryMode,
        quantity: z.string(),
        /** Neither handed over nor cancelled. */
        left: z.string(),
        gross: moneyText,
      }),
    ),
  })
  .meta({ id: 'CustomerOrder' });
export type OrderView = z.output<typeof orderBody>;

/** What a cart says of the order it places. */
export const cartOrderBody = z.object({
  customerName: shortText,
  address: shortText.nullable(),
  /** Of what is handed over later. */
  depositRate: z.string(),
  deposit: moneyText,
  /** What is handed over later comes to so much. */
  gross: moneyText,
  /** To pay when it is handed over. */
  dueLater: moneyText,
});
