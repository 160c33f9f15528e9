import type { NewLine } from '@app/commerce';
import { quantity, type Instant, type Quantity, type UnitPrice } from '@app/kernel';
import { sellingError } from './errors';
import type { FoundProduct } from './find-products';
import type { WantedProduct } from './product-shelf';

/** A line as a register asks for it: a barcode or a product, and how much. */
export interface WantedLine extends WantedProduct {
  readonly lineId: string;
  readonly entry?: 'scanned' | 'keyed' | undefined;
  readonly quantity?: Quantity | undefined;
  readonly weight?: Quantity | undefined;
  readonly isWeightKeyed?: boolean | undefined;
  readonly tare?: Quantity | undefined;
  readonly unitPrice?: UnitPrice | undefined;
}

/** What the engine is given for it. `at` is when it was asked for, by the business clock; `path` is where in the request it stands. */
export function newLineFrom(wanted: WantedLine, found: FoundProduct | undefined, at: Instant, path = ''): NewLine {
  if (!found) throw unknownProduct(wanted, path);
  return {
    lineId: wanted.lineId,
    productId: found.product.productId,
    barcode: wanted.barcode ?? null,
    entry: entryOf(wanted, found),
    unitId: found.barcode?.unitId ?? null,
    ...sizeOf(wanted, found),
    isWeightKeyed: wanted.isWeightKeyed ?? false,
    tare: wanted.tare,
    labelAmount: found.labelAmount,
    depositSlip: found.depositSlip,
    unitPrice: wanted.unitPrice ?? null,
    at,
  };
}

/** How much it asks for; what a label carries wins. */
export function sizeOf(wanted: WantedLine, found: FoundProduct): Pick<NewLine, 'quantity' | 'weight'> {
  return {
    quantity: found.labelAmount !== null || found.labelWeight !== null ? null : piecesOf(wanted, found),
    weight: found.labelWeight ?? wanted.weight ?? null,
  };
}

function entryOf({ barcode, entry }: WantedLine, found: FoundProduct): NewLine['entry'] {
  if (found.labelAmount !== null) return 'price-label';
  if (found.labelWeight !== null) return 'weight-label';
  return entry ?? (barcode === undefined ? 'keyed' : 'scanned');
}

/** One scan of a six-pack's code adds six. */
function piecesOf(wanted: WantedLine, { product, barcode }: FoundProduct): Quantity | null {
  if (product.isWeighed || !barcode || barcode.quantity === 1000) return wanted.quantity ?? null;
  return quantity(((wanted.quantity ?? 1000) * barcode.quantity) / 1000);
}

function unknownProduct({ barcode, productId }: WantedLine, path: string) {
  if (barcode !== undefined)
    return sellingError('barcode.unknown', 'no product carries the barcode', { field: `${path}/barcode`, barcode });
  return sellingError('product.unknown', 'there is no such product', { field: `${path}/productId`, productId });
}
