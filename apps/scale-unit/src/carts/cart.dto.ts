import { freeText } from '@app/platform';
import { businessKey, moneyText, quantityText, rateText, unitPriceText, uuid } from '@app/protocol';
import { z } from 'zod';

const mode = z.enum(['live', 'training']).default('live');

/** A line as a register asks for it. Its id makes a repetition harmless. */
export const newLineDto = z
  .strictObject({
    lineId: uuid,
    /** As scanned; a label that carries a price or a weight is read as one. Either this or a product. */
    barcode: z.string().min(1).max(100).optional(),
    productId: businessKey.optional(),
    /** `keyed` when the cashier typed the barcode. */
    entry: z.enum(['scanned', 'keyed']).optional(),
    quantity: quantityText.optional(),
    /** As the scale shows it: the tare keyed here, or else the product's, is taken off. */
    weight: quantityText.optional(),
    isWeightKeyed: z.boolean().optional(),
    tare: quantityText.optional(),
    unitPrice: unitPriceText.optional(),
  })
  .refine((line) => (line.barcode === undefined) !== (line.productId === undefined), {
    path: ['barcode'],
    error: 'either a barcode or a product',
  })
  .meta({ id: 'NewLine' });

export const newCartDto = z.strictObject({ transactionId: uuid.optional(), mode }).meta({ id: 'NewCart' });

export const lineChangeDto = z
  .strictObject({
    quantity: quantityText.optional(),
    /** As the scale shows it: the tare keyed here, or else the product's, is taken off. */
    weight: quantityText.optional(),
    isWeightKeyed: z.boolean().optional(),
    tare: quantityText.optional(),
    unitPrice: unitPriceText.optional(),
  })
  .meta({ id: 'LineChange' });

export const answerDto = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('weight'), lineId: uuid, weight: quantityText, isWeightKeyed: z.boolean().default(false), tare: quantityText.optional(),
    }),
    z.strictObject({ kind: z.literal('price'), lineId: uuid, unitPrice: unitPriceText }),
    z.strictObject({ kind: z.literal('age'), outcome: z.enum(['confirmed', 'refused']) }),
    z.strictObject({ kind: z.literal('return-reason'), lineId: uuid, reason: freeText(200).min(1) }),
  ])
  .meta({ id: 'Answer' }); // prettier-ignore

export const cashTenderDto = z
  .strictObject({
    tenderId: uuid,
    tenderTypeId: businessKey,
    /** In the tender type's own currency. */
    amount: moneyText,
    /** The customer is let off what is still missing, as far as the tender type allows it. */
    settles: z.boolean().optional(),
  })
  .meta({ id: 'CashTender' });

export const voidCartDto = z.strictObject({ reason: freeText(200).nullable().default(null) }).meta({ id: 'VoidCart' });

/** Null takes an override back. */
export const taxOverrideDto = z.strictObject({ taxOverrideId: businessKey.nullable() }).meta({ id: 'ChosenTaxOverride' });

const reason = freeText(200).nullable().default(null);

/** A part (`0.1` is a tenth) or money off. */
const discountSize = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), rate: rateText }),
  z.strictObject({ kind: z.literal('amount'), amount: moneyText }),
]);

/** Null takes it back. */
export const discountDto = z.strictObject({ discount: discountSize.nullable(), reason }).meta({ id: 'GivenDiscount' });

/** Off a line of a whole basket, or off the sale where no line is named. */
export const basketDiscountDto = z.strictObject({ lineId: uuid.optional(), discount: discountSize, reason }).meta({ id: 'BasketDiscount' });
export const basketPriceDto = z.strictObject({ lineId: uuid, unitPrice: unitPriceText, reason }).meta({ id: 'BasketPrice' });

/** Null takes a price back. */
export const priceDto = z.strictObject({ unitPrice: unitPriceText.nullable(), reason }).meta({ id: 'GivenPrice' });

/** False lets offers count again. */
export const withholdingDto = z.strictObject({ withheld: z.boolean(), reason }).meta({ id: 'WithheldOffers' });

/** As printed, or as scanned. */
export const couponCode = z.string().min(1).max(80);

export const couponDto = z.strictObject({ code: couponCode }).meta({ id: 'CouponCode' });

/** Null takes it back. */
export const intendedTenderDto = z.strictObject({ tenderTypeId: businessKey.nullable() }).meta({ id: 'IntendedTender' });

export const nothingDto = z.strictObject({}).optional();

export type NewLineDto = z.output<typeof newLineDto>;
export type NewCartDto = z.output<typeof newCartDto>;
export type LineChangeDto = z.output<typeof lineChangeDto>;
export type AnswerDto = z.output<typeof answerDto>;
export type CashTenderDto = z.output<typeof cashTenderDto>;
export type CouponDto = z.output<typeof couponDto>;
export type IntendedTenderDto = z.output<typeof intendedTenderDto>;
export type TaxOverrideDto = z.output<typeof taxOverrideDto>;
export type DiscountDto = z.output<typeof discountDto>;
export type PriceDto = z.output<typeof priceDto>;
export type WithholdingDto = z.output<typeof withholdingDto>;
export type VoidCartDto = z.output<typeof voidCartDto>;
