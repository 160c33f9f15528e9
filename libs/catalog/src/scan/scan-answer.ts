import { z } from 'zod';
import { barcodeView, productView } from '../product-view';

const catalogVersion = z.int();

/** Whatever a cashier may scan. A register acts on the kind; it never has to read a barcode itself. */
export const scanAnswer = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('product'), product: productView, barcode: barcodeView, catalogVersion }),
    z.object({ kind: z.literal('several-products'), products: z.array(productView), catalogVersion }),
    /** The weight is in the product's unit. */
    z.object({ kind: z.literal('weight-label'), product: productView, weight: z.string(), catalogVersion }),
    /** The total that the label shows. */
    z.object({ kind: z.literal('price-label'), product: productView, amount: z.string(), currency: z.string(), catalogVersion }),
    /** What a bottle machine counted; a line with the code pays it out, unless the store has done so before. */
    z.object({
      kind: z.literal('deposit-slip'), product: productView, code: z.string(), amount: z.string(), currency: z.string(), isUsed: z.boolean(),
      catalogVersion,
    }),
    /** Known, and not to be sold. */
    z.object({ kind: z.literal('blocked'), product: productView, catalogVersion }),
    z.object({
      kind: z.literal('receipt'),
      transactions: z.array(
        z.object({ transactionId: z.string(), receiptNumber: z.string(), registerId: z.string(), businessDate: z.string() }),
      ),
    }),
    /** To be added to the cart by its code. Whether it is valid now is said there. */
    z.object({ kind: z.literal('coupon'), couponId: z.string(), code: z.string(), offerId: z.string() }),
    /** To be added to the cart; whose it is, where it is somebody's. */
    z.object({ kind: z.literal('loyalty-card'), cardNumber: z.string(), customerId: z.string().nullable() }),
    /** A basket that waits; `POST /suspended-carts/recall` takes it up. */
    z.object({
      kind: z.literal('suspended'), transactionId: z.string(), slipNumber: z.string(), registerId: z.string(), at: z.int(),
      /** Null when it waits for ever. */
      expiresAt: z.int().nullable(),
      isExpired: z.boolean(),
    }),
    z.object({ kind: z.literal('gift-card'), cardNumber: z.string() }),
    z.object({ kind: z.literal('badge'), staffId: z.string(), name: z.string() }),
    z.object({ kind: z.literal('unknown') }),
  ])
  .meta({ id: 'ScanAnswer' }); // prettier-ignore
export type ScanAnswer = z.output<typeof scanAnswer>;
