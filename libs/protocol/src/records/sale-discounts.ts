import { z } from 'zod';
import { businessKey, localDate, moneyText, quantityText, rateText, shortText, timeOfDay, unitPriceText } from '../texts';

/** What was taken off a line; positive on what is sold. */
export const lineDiscount = z.object({
  kind: z.enum(['offer', 'manual-line', 'manual-total']),
  /** Null on what a person gave. */
  offerId: businessKey.nullable(),
  name: shortText.nullable(),
  amount: moneyText,
});

const percent = z.object({ kind: z.literal('percent'), rate: rateText });
const money = z.object({ kind: z.literal('amount'), amount: moneyText });
const price = z.object({ kind: z.literal('price'), unitPrice: unitPriceText });
const reward = z.discriminatedUnion('kind', [percent, z.object({ kind: z.literal('amount'), perUnit: unitPriceText }), price]);
const totalReward = z.discriminatedUnion('kind', [percent, money]);
const amountTiers = z.array(z.object({ minimumAmount: moneyText, reward: totalReward }));

const deal = z.discriminatedUnion('kind', [
  percent,
  money,
  z.object({ kind: z.literal('price'), price: moneyText }),
  z.object({ kind: z.literal('least-expensive'), count: z.int().min(1), reward, favours: z.enum(['customer', 'retailer']) }),
  z.object({ kind: z.literal('lines') }),
]);

const anyOffer = {
  offerId: businessKey,
  name: shortText,
  concurrency: z.enum(['exclusive', 'best-price', 'compounded']),
  priority: z.int().min(0),
  validFrom: localDate,
  validFromTime: timeOfDay.nullish(),
  validTo: localDate,
  validToTime: timeOfDay.nullish(),
  periods: z.array(z.object({ weekday: z.int().min(1).max(7), from: timeOfDay, to: z.string().max(5) })),
  lines: z.array(
    z.object({
      lineNumber: z.int().min(1),
      subject: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('product'), productId: businessKey }),
        z.object({ kind: z.literal('category'), categoryId: businessKey }),
        z.object({ kind: z.literal('all') }),
      ]),
      unitId: businessKey.nullable(),
      isExcluded: z.boolean(),
      groupId: z.string().max(20).nullable(),
      reward: reward.nullable(),
    }),
  ),
  needsCoupon: z.boolean(),
  countsNonDiscountable: z.boolean(),
};

/** An offer as the engine was given it, with its lines for the goods of the sale. */
const offerInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('simple'), ...anyOffer, reward }),
  z.object({
    kind: z.literal('quantity'),
    ...anyOffer,
    tiers: z.array(z.object({ minimumQuantity: quantityText, reward: z.discriminatedUnion('kind', [percent, price]) })),
  }),
  z.object({
    kind: z.literal('mix-and-match'),
    ...anyOffer,
    groups: z.array(z.object({ groupId: z.string().max(20), quantity: quantityText })),
    deal,
    timesApplicable: z.int().min(1).nullable(),
  }),
  z.object({ kind: z.literal('threshold'), ...anyOffer, tiers: amountTiers }),
  z.object({ kind: z.literal('tender'), ...anyOffer, tenderTypeIds: z.array(businessKey), tiers: amountTiers }),
  z.object({ kind: z.literal('shipping'), ...anyOffer, deliveryModeIds: z.array(businessKey), tiers: amountTiers }),
]);

const manual = z.object({
  reward: totalReward,
  reason: shortText.nullable(),
  staffId: businessKey.nullable(),
  /** The most it was allowed to come to: a part of what the goods cost, and money where that is bounded. */
  within: z.object({ part: rateText, amount: moneyText.nullable() }).optional(),
});

/** What the discounts of a sale were reckoned from; absent where there were neither offers nor discounts given by a person. */
export const discountInputs = z.object({
  control: z.enum(['compound-within', 'compound-across']),
  offers: z.array(offerInput),
  coupons: z.array(z.object({ couponId: businessKey, code: z.string().max(80), offerId: businessKey })),
  /** Lines that could not be discounted. */
  nonDiscountable: z.array(z.string().max(36)),
  manual: z.array(manual.extend({ lineId: z.string().max(36) })),
  manualTotal: manual.nullable(),
  /** Absent unless a person let no offer count: then none of `offers` did. */
  withheld: z.object({ reason: shortText.nullable(), staffId: businessKey.nullable() }).optional(),
  /** What the customer meant to pay with, where an offer depended on it. */
  intendedTenderTypeId: businessKey.nullable(),
});
export type DiscountInputs = z.output<typeof discountInputs>;
/** The same with decimal texts, as the bytes hold it. */
export type DiscountInputsWire = z.input<typeof discountInputs>;
