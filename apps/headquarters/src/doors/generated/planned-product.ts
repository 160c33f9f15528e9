import { barcodeKey, invariant } from '@app/kernel';
import { priceEntity, productBarcodeEntity, productEntity, productLinkEntity } from '@app/protocol';
import { rowsOf, type EntityRows } from '../../company/company-data';
import { FOR_EVER, KILOGRAM, PIECE } from '../company-template';

/** A product of a generated assortment, before it is rows. */
export interface PlannedProduct {
  readonly productId: string;
  readonly name: string;
  readonly categoryId: string;
  readonly itemTaxGroupId: string;
  /** Price of a piece or a kilogram. */
  readonly unitPrice: string;
  readonly barcodes: readonly { readonly code: string; /** Pieces one scan adds. */ readonly quantity: string }[];
  readonly isWeighed?: boolean;
  readonly mustKeyInPrice?: boolean;
  readonly minimumAge?: number;
  /** A deposit, which other products come with. */
  readonly isDeposit?: boolean;
  /** The deposit each piece comes with. */
  readonly depositId?: string;
}

export function productRows(legalEntityId: string, products: readonly PlannedProduct[]): EntityRows[] {
  return [
    rowsOf(productEntity, ...products.map((product) => ({
      legalEntityId, productId: product.productId, name: product.name, categoryId: product.categoryId,
      itemTaxGroupId: product.itemTaxGroupId, unitId: unitOf(product), isWeighed: product.isWeighed ?? false,
      mustKeyInPrice: product.mustKeyInPrice ?? false, minimumAge: product.minimumAge ?? null, isDiscountable: !product.isDeposit, isBlocked: false,
      ...(product.isDeposit && { isDeposit: true }),
    }))),
    rowsOf(productLinkEntity, ...products.flatMap((product) => (product.depositId === undefined ? [] : [{
      legalEntityId, productId: product.productId, unitId: unitOf(product), linkedProductId: product.depositId, quantity: '1',
    }]))),
    rowsOf(productBarcodeEntity, ...products.flatMap((product) => product.barcodes.map(({ code, quantity }) => ({
      legalEntityId, barcode: keyOf(code), productId: product.productId, unitId: unitOf(product), quantity,
    })))),
  ]; // prettier-ignore
}

/** Prices of a store; products whose price the cashier keys have none. */
export function priceRows(
  store: { channelId: string; legalEntityId: string; validFrom: string },
  products: readonly PlannedProduct[],
): EntityRows[] {
  const priced = products.filter(({ mustKeyInPrice }) => !mustKeyInPrice);
  return [
    rowsOf(priceEntity, ...priced.map((product) => ({
      channelId: store.channelId, priceId: product.productId, legalEntityId: store.legalEntityId, productId: product.productId,
      unitId: unitOf(product), unitPrice: product.unitPrice, validFrom: store.validFrom, validTo: FOR_EVER,
    }))),
  ]; // prettier-ignore
}

const unitOf = ({ isWeighed }: PlannedProduct): string => (isWeighed ? KILOGRAM : PIECE);

function keyOf(code: string): string {
  const key = barcodeKey(code);
  invariant(key !== undefined, `a generated code is not valid: ${code}`);
  return key;
}
