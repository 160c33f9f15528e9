import { z } from 'zod';
import { businessKey, currencyCode, decimalDigits, localDate, shortText, timeOfDay, weeklyHours } from '../texts';
import { defineEntity } from './define-entity';

const validity = {
  validFrom: localDate,
  /** First minute of the first day; the start of the day when absent. */
  validFromTime: timeOfDay.optional(),
  validTo: localDate,
  /** Minute of the last day at which it ends, not included; the end of the day when absent. */
  validToTime: timeOfDay.optional(),
};

/** `percent`: a fraction of 1. `amount` and `price`: money for a unit, or for a deal as a whole. `lines`: each line says its own. */
const rewardKind = z.enum(['percent', 'amount', 'price', 'lines']);
const tier = z.string().regex(/^\d{1,12}(\.\d{1,4})? \d{1,12}(\.\d{1,6})?$/, 'not a tier such as `3 0.10`');
const dealGroup = z.string().regex(/^\S{1,20} \d{1,7}(\.\d{1,3})?$/, 'not a group such as `A 2`');

/**
 * A discount (field notes 5.4). It counts for those in its price groups, on the goods of its lines. What is a list holds short texts, so that a
 * table of an ERP can carry it in a cell.
 */
export const offerEntity = defineEntity({
  name: 'offer', job: '1020', scope: 'group', key: ['legalEntityId', 'offerId'],
  schema: z.object({
    legalEntityId: businessKey,
    offerId: businessKey,
    /** What the receipt calls it. */
    name: shortText,
    kind: z.enum(['simple', 'quantity', 'mix-and-match', 'threshold', 'tender', 'shipping']),
    concurrency: z.enum(['exclusive', 'best-price', 'compounded']),
    /** Pricing priority; null for the highest of its price groups that hold. */
    priority: z.int().min(0).max(1_000_000).nullable(),
    /** It counts only in channels that sell in this money. */
    currency: currencyCode,
    /** Only what is enabled goes down. */
    isEnabled: z.boolean(),
    needsCoupon: z.boolean(),
    /** All of its price groups have to hold, not only one of them. */
    matchesAllPriceGroups: z.boolean(),
    /** Goods that may not be discounted help to reach what it asks for. */
    countsNonDiscountable: z.boolean(),
    ...validity,
    /** Weekday, from and to on the store's wall clock: `1 17:00-19:00` is Monday evening. Always when empty. */
    hours: z.array(weeklyHours).max(50),
    /** What tiers give and what a deal or each unit gets. */
    rewardKind,
    /** Null where tiers or lines say it. */
    rewardValue: decimalDigits.nullable(),
    /** Least quantity or amount and what is given from it on: `3 0.10`. Of quantity, threshold, tender and shipping offers. */
    tiers: z.array(tier).max(50),
    /** Of mix and match: which groups make a deal and how much of each: `A 2`. */
    dealGroups: z.array(dealGroup).max(20),
    /** Of mix and match: only so many of the cheapest units of a deal get the reward; null for all. */
    leastExpensiveCount: z.int().min(1).max(1_000).nullable(),
    /** Who gains by how least expensive deals are put together; null where there are none. */
    favours: z.enum(['customer', 'retailer']).nullable(),
    /** Deals in one sale; null for as often as the goods give it. */
    timesApplicable: z.int().min(1).max(1_000_000).nullable(),
    /** Of tender offers: who pays with one of these gets it. */
    tenderTypeIds: z.array(businessKey).max(50),
    /** Of shipping offers; every mode when empty. */
    deliveryModeIds: z.array(businessKey).max(50),
  }),
}); // prettier-ignore

/** Goods of an offer: a product, a category with all below it, or, when neither is named, everything. A line that excludes wins. */
export const offerLineEntity = defineEntity({
  name: 'offerLine', job: '1020', scope: 'group', key: ['legalEntityId', 'offerId', 'lineNumber'],
  schema: z.object({
    legalEntityId: businessKey,
    offerId: businessKey,
    lineNumber: z.string().regex(/^[1-9]\d{0,8}$/, 'not a line number'),
    productId: businessKey.nullable(),
    categoryId: businessKey.nullable(),
    /** Only goods sold in this unit, nothing is converted; null for any. */
    unitId: businessKey.nullable(),
    isExcluded: z.boolean(),
    /** The deal group it belongs to; null in every offer but mix and match. */
    groupId: z.string().regex(/^\S{1,20}$/, 'not the id of a group').nullable(),
    /** What its goods get instead of what the offer says. */
    rewardKind: rewardKind.exclude(['lines']).nullable(),
    rewardValue: decimalDigits.nullable(),
    /** Last day of its offer. Headquarters fills it in, so that lines go when their offer does. */
    validTo: localDate.optional(),
  }),
}); // prettier-ignore

/** An offer counts for who belongs to one of its price groups, or to all of them where it asks for all. */
export const offerPriceGroupEntity = defineEntity({
  name: 'offerPriceGroup', job: '1020', scope: 'group', key: ['legalEntityId', 'offerId', 'priceGroupId'],
  schema: z.object({ legalEntityId: businessKey, offerId: businessKey, priceGroupId: businessKey }),
}); // prettier-ignore

/** A code that lets a basket have an offer. */
export const couponEntity = defineEntity({
  name: 'coupon', job: '1020', scope: 'group', key: ['legalEntityId', 'couponId'],
  schema: z.object({
    legalEntityId: businessKey,
    couponId: businessKey,
    /** Text or barcode, as printed; one coupon has it. */
    code: z.string().min(1).max(80),
    offerId: businessKey,
    isEnabled: z.boolean(),
    ...validity,
    /** How often it may be used: in all, or by each customer; null without end. */
    maximumUses: z.int().min(1).max(1_000_000_000).nullable(),
    usesCount: z.enum(['in-all', 'per-customer']),
    needsCustomer: z.boolean(),
    /** No other coupon may be in the basket. */
    isExclusive: z.boolean(),
  }),
}); // prettier-ignore
