import type { RecordHeader, SaleBodyWire } from '@app/protocol';

/** A sale as it was received, amounts as decimal texts. */
export type ExportedSale = RecordHeader & { readonly body: SaleBodyWire };

export type ExportedLine = SaleBodyWire['lines'][number];
export type ExportedTender = SaleBodyWire['tenders'][number];

/** Something taken off a line, with the code that opened its offer where one did. */
export type ExportedDiscount = NonNullable<ExportedLine['discounts']>[number] & {
  readonly lineNumber: number;
  readonly couponCode: string | null;
};

/** What was taken off, line by line. Voided lines have none. */
export function discountsOf({ body }: ExportedSale): ExportedDiscount[] {
  return body.lines.flatMap((line) =>
    (line.discounts ?? []).map((discount) => ({
      ...discount,
      lineNumber: line.lineNumber,
      couponCode: couponCodeOf(body, discount.offerId),
    })),
  );
}

export function couponCodeOf({ coupons = [] }: SaleBodyWire, offerId: string | null): string | null {
  return coupons.find((coupon) => coupon.offerId === offerId)?.code ?? null;
}

/** Only records that were checked on arrival are handed on. */
export function exportedSale(bytes: string): ExportedSale {
  return JSON.parse(bytes) as ExportedSale;
}

export const isoTime = (at: number): string => new Date(at).toISOString();
