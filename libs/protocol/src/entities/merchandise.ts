import { z } from 'zod';
import { businessKey, localDate, quantityText, rateText, shortText, timeOfDay, unitPriceText } from '../texts';
import { defineEntity } from './define-entity';

export const categoryEntity = defineEntity({
  name: 'category', job: '1040', scope: 'group', key: ['legalEntityId', 'categoryId'],
  schema: z.object({ legalEntityId: businessKey, categoryId: businessKey, parentCategoryId: businessKey.nullable(), name: shortText }),
}); // prettier-ignore

export const productEntity = defineEntity({
  name: 'product', job: '1040', scope: 'group', key: ['legalEntityId', 'productId'],
  schema: z.object({
    legalEntityId: businessKey,
    productId: businessKey,
    name: shortText,
    categoryId: businessKey.nullable(),
    itemTaxGroupId: businessKey,
    /** Unit the product is sold in. */
    unitId: businessKey,
    /** Sold by weight: a line needs a weighed quantity. */
    isWeighed: z.boolean(),
    /** The cashier keys the price. */
    mustKeyInPrice: z.boolean(),
    /** Years the buyer must be; null when anybody may buy. */
    minimumAge: z.int().min(1).max(99).nullable(),
    isDiscountable: z.boolean(),
    isBlocked: z.boolean(),
    /** What one unit costs where no price says, in the legal entity's currency. */
    basePrice: unitPriceText.optional(),
    /** Nobody in a store sets another price than the catalog's. */
    isPriceFixed: z.boolean().optional(),
    /** A deposit on packaging: no discount concerns it, and empties are taken back as fewer than none of it. */
    isDeposit: z.boolean().optional(),
    /** Weight of the packaging that the scale weighs with the goods; it is taken off every weight. */
    tare: quantityText.optional(),
    /** The scale weighs nothing lighter, packaging taken off. */
    minimumWeight: quantityText.optional(),
  }),
}); // prettier-ignore

export const productBarcodeEntity = defineEntity({
  name: 'productBarcode', job: '1040', scope: 'group', key: ['legalEntityId', 'barcode'],
  schema: z.object({
    legalEntityId: businessKey,
    /** Look-up key: GTIN as 14 digits, an in-house code as written. */
    barcode: z.string().min(1).max(40),
    productId: businessKey,
    unitId: businessKey,
    /** How many units one scan adds: 6 for the code of a six-pack. */
    quantity: quantityText,
  }),
}); // prettier-ignore

/** So many of one unit are so many of another: 1 box is 12 pieces. What is stated for a product stands before what is stated for all. */
export const unitConversionEntity = defineEntity({
  name: 'unitConversion', job: '1040', scope: 'group', key: ['legalEntityId', 'productId', 'fromUnitId', 'toUnitId'],
  schema: z.object({
    legalEntityId: businessKey,
    /** `*` for every product. */
    productId: businessKey,
    fromUnitId: businessKey,
    toUnitId: businessKey,
    /** `numerator / denominator` of `toUnitId` are one of `fromUnitId`. */
    numerator: z.int().min(1).max(1_000_000_000),
    denominator: z.int().min(1).max(1_000_000_000),
  }),
}); // prettier-ignore

const validity = {
  validFrom: localDate,
  /** First minute of the first day; the start of the day when absent. */
  validFromTime: timeOfDay.optional(),
  validTo: localDate,
  /** Minute of the last day at which it ends, not included; the end of the day when absent. */
  validToTime: timeOfDay.optional(),
};

/**
 * What one unit of a product costs in a channel, by the wall clock of the store: from a day to another, both included, or from
 * and to a minute of them. Rows that name the same minute change together.
 */
export const priceEntity = defineEntity({
  name: 'price', job: '1020', scope: 'channel', key: ['channelId', 'priceId'],
  schema: z.object({
    channelId: businessKey,
    priceId: businessKey,
    legalEntityId: businessKey,
    productId: businessKey,
    unitId: businessKey,
    unitPrice: unitPriceText,
    ...validity,
    /** How many units the price is for: `100` where a hundred cost 12.00; one when absent. */
    priceUnit: quantityText.optional(),
    /** Only for this customer, or for the people of a price group; for all when both are absent. */
    customerId: businessKey.optional(),
    priceGroupId: businessKey.optional(),
    /** Counts from so many units of a line on. */
    minimumQuantity: quantityText.optional(),
    /** No other price is looked at after it, even a lower one. */
    endsSearch: z.boolean().optional(),
  }),
}); // prettier-ignore

/**
 * Lowers what a product costs the people of a price group in a channel, and never raises it (field notes 5.3): a part off, money off or a
 * price, the first of these that is stated.
 */
export const priceAdjustmentEntity = defineEntity({
  name: 'priceAdjustment', job: '1020', scope: 'channel', key: ['channelId', 'priceAdjustmentId'],
  schema: z.object({
    channelId: businessKey,
    priceAdjustmentId: businessKey,
    legalEntityId: businessKey,
    priceGroupId: businessKey,
    productId: businessKey,
    /** In any unit when absent. */
    unitId: businessKey.optional(),
    partOff: rateText.optional(),
    amountOff: unitPriceText.optional(),
    unitPrice: unitPriceText.optional(),
    ...validity,
  }),
}); // prettier-ignore
