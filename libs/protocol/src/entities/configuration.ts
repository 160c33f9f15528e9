import { z } from 'zod';
import { businessKey, currencyCode, localDate, moneyText, rateText, shortText, tenderFunction, unitPriceText } from '../texts';
import { defineEntity } from './define-entity';

const roundingMode = z.enum(['half-away-from-zero', 'half-even', 'half-toward-zero', 'toward-zero', 'away-from-zero']);

/** A company of the chain. Products, barcodes, taxes and workers are unique within one. */
export const legalEntityEntity = defineEntity({
  name: 'legalEntity', job: '1070', scope: 'group', key: ['legalEntityId'],
  schema: z.object({ legalEntityId: businessKey, name: shortText, registrationNumber: shortText, currency: currencyCode }),
}); // prettier-ignore

/** A store (later also a web shop or a call centre): where and in which money and time things are sold. */
export const channelEntity = defineEntity({
  name: 'channel', job: '1070', scope: 'channel', key: ['channelId'],
  schema: z.object({
    channelId: businessKey,
    legalEntityId: businessKey,
    name: shortText,
    address: shortText,
    currency: currencyCode,
    /** IANA name; the operating system's zone is never used. */
    timeZone: z.string().max(60),
    /** Minutes after local midnight until which a shift opened then still belongs to the day before. */
    dayCutOffMinutes: z.int().min(0).max(1439),
    pricesIncludeTax: z.boolean(),
    taxGroupId: businessKey,
    /** BCP 47 tag for names and number forms on receipts. */
    locale: z.string().max(35),
    receiptHeader: z.string().max(400),
    receiptFooter: z.string().max(400),
    /** Lines of an open basket take new prices when it is next changed before payment; absent or false, they keep what was quoted. */
    repricesOpenBaskets: z.boolean().optional(),
    /** Goods come back without a receipt for the lowest price of so many days; absent or 0, they do not. */
    blindReturnDays: z.int().min(0).max(3_650).optional(),
    /** Goods are not sold in the transaction that takes others back. */
    prohibitsMixedBaskets: z.boolean().optional(),
    /** Who may override the refund policy may let a refund go to another tender than it names. */
    refundsMayBeOverridden: z.boolean().optional(),
    /** How long a suspended basket waits for its recall; absent, for ever. */
    suspendedHours: z.int().min(1).max(8_760).optional(),
    /** The close of a shift voids what is suspended in it; absent or false, the next shift may recall it. */
    voidsSuspendedAtClose: z.boolean().optional(),
    /** How many days a quotation holds; absent, none is made. */
    quotationDays: z.int().min(1).max(3_650).optional(),
    /** What is paid at once of goods handed over later; absent, the channel takes no customer orders. */
    orderDepositRate: rateText.optional(),
    /** Under which charge codes delivery and cancellation are charged; absent, they are not. */
    deliveryChargeCodeId: businessKey.optional(),
    cancellationChargeCodeId: businessKey.optional(),
    /** Of the value of what is cancelled. */
    cancellationRate: rateText.optional(),
    /** Where tax is rounded, of each code alone or of the codes of a line together, and how; per line, code and half away from zero when absent. */
    taxRoundingPer: z.enum(['unit', 'line', 'document']).optional(),
    taxRoundingBy: z.enum(['code', 'group']).optional(),
    taxRoundingMode: roundingMode.optional(),
    /** Lines that ship are taxed as their address, buyers as themselves; absent or false, as the store. */
    usesDestinationTax: z.boolean().optional(),
    usesCustomerTax: z.boolean().optional(),
    /** Codes a buyer is exempt from are not charged. */
    usesCustomerExemption: z.boolean().optional(),
    /** Who is exempt from a tax that the price includes pays the price without it. */
    exemptionLowersPrice: z.boolean().optional(),
    /** How offers compete within and across pricing priorities; `compound-within` when absent. */
    discountControl: z.enum(['compound-within', 'compound-across']).optional(),
    /** Whoever takes something off or sets a price says why. */
    asksWhy: z.boolean().optional(),
  }),
}); // prettier-ignore

export const taxCodeEntity = defineEntity({
  name: 'taxCode', job: '1070', scope: 'group', key: ['legalEntityId', 'taxCodeId', 'validFrom'],
  schema: z.object({
    legalEntityId: businessKey,
    taxCodeId: businessKey,
    name: shortText,
    /** A part of what `origin` says; `0` for a duty. */
    rate: rateText,
    validFrom: localDate,
    validTo: localDate,
    /** What is charged on (field notes 5.5); a percentage of the net when absent. */
    origin: z.enum(['percent-of-net', 'percent-of-gross', 'percent-of-tax', 'amount-per-unit']).optional(),
    /** The tax a percentage of tax is taken of, or the only one that a percentage of gross counts with the net. */
    ofTaxCodeId: businessKey.optional(),
    /** A duty, for one of `unitId`; for one of the line's own unit when that is absent. */
    unitAmount: unitPriceText.optional(),
    unitId: businessKey.optional(),
    /** A duty that percentages of the net are also taken of. */
    isBeforeTax: z.boolean().optional(),
  }),
}); // prettier-ignore

/** Tax codes of a store's, customer's or address's tax group. */
export const taxGroupCodeEntity = defineEntity({
  name: 'taxGroupCode', job: '1070', scope: 'group', key: ['legalEntityId', 'taxGroupId', 'taxCodeId'],
  schema: z.object({ legalEntityId: businessKey, taxGroupId: businessKey, taxCodeId: businessKey }),
}); // prettier-ignore

/** Tax codes of a product's tax group. What is charged is the intersection with the store's group. */
export const itemTaxGroupCodeEntity = defineEntity({
  name: 'itemTaxGroupCode', job: '1070', scope: 'group', key: ['legalEntityId', 'itemTaxGroupId', 'taxCodeId'],
  schema: z.object({ legalEntityId: businessKey, itemTaxGroupId: businessKey, taxCodeId: businessKey }),
}); // prettier-ignore

/** Tax groups a person may choose in place of those that would count, for a line or a sale (operations 127 to 130). */
export const taxOverrideEntity = defineEntity({
  name: 'taxOverride', job: '1070', scope: 'group', key: ['legalEntityId', 'taxOverrideId'],
  schema: z.object({
    legalEntityId: businessKey,
    taxOverrideId: businessKey,
    name: shortText,
    /** In place of the store's, customer's or address's; null leaves it. A group without codes charges nothing. */
    taxGroupId: businessKey.nullable(),
    /** In place of the item's; null leaves it. */
    itemTaxGroupId: businessKey.nullable(),
  }),
}); // prettier-ignore

/** What an extra amount is called and taxed as (field notes 5.8). */
export const chargeCodeEntity = defineEntity({
  name: 'chargeCode', job: '1070', scope: 'group', key: ['legalEntityId', 'chargeCodeId'],
  schema: z.object({ legalEntityId: businessKey, chargeCodeId: businessKey, name: shortText, itemTaxGroupId: businessKey }),
}); // prettier-ignore

export const tenderTypeEntity = defineEntity({
  name: 'tenderType', job: '1070', scope: 'channel', key: ['channelId', 'tenderTypeId'],
  schema: z.object({
    channelId: businessKey,
    tenderTypeId: businessKey,
    name: shortText,
    function: tenderFunction,
    /** Smallest payable step in the channel's currency, such as `0.10`; `0` when every minor unit can be paid. */
    roundingStep: moneyText,
    roundingMode,
    allowsOvertender: z.boolean(),
    /** Greatest amount above the amount due; null when unlimited. */
    maximumOvertender: moneyText.nullable(),
    /** The tender that change is given in; null when this one gives none. */
    changeTenderTypeId: businessKey.nullable(),
    minimumAmount: moneyText.nullable(),
    maximumAmount: moneyText.nullable(),
    allowsReturn: z.boolean(),
    opensDrawer: z.boolean(),
    isCounted: z.boolean(),
    /** Change from `minimumChangeAmount` on is given in this tender: a voucher's change is a new voucher (field notes 5.6). */
    aboveMinimumTenderTypeId: businessKey.optional(),
    minimumChangeAmount: moneyText.optional(),
    /** Greatest amount that may be left unpaid when this tender closes the sale; absent, none. */
    maximumUndertender: moneyText.optional(),
    /** Foreign money: taken at the rate of the day; absent, the channel's own currency. */
    currency: currencyCode.optional(),
    /** Gives money back for goods that come without a receipt; absent, as `allowsReturn`. */
    allowsBlindReturn: z.boolean().optional(),
  }),
}); // prettier-ignore

/**
 * The refund policy: what was paid with one tender may go back in another (field notes 5.7). A tender without a row may go back
 * in any that gives money back.
 */
export const refundTenderEntity = defineEntity({
  name: 'refundTender', job: '1070', scope: 'channel', key: ['channelId', 'tenderTypeId', 'refundTenderTypeId'],
  schema: z.object({ channelId: businessKey, tenderTypeId: businessKey, refundTenderTypeId: businessKey }),
}); // prettier-ignore

/** How a barcode that carries its own weight or price is read (field notes: RetailBarcodeMask). Positions count from 0. */
export const barcodeMaskEntity = defineEntity({
  name: 'barcodeMask', job: '1070', scope: 'group', key: ['legalEntityId', 'maskId'],
  schema: z.object({
    legalEntityId: businessKey,
    maskId: businessKey,
    prefix: z.string().regex(/^\d{1,6}$/),
    length: z.int().min(8).max(14),
    /** `deposit-slip`: the money that a bottle machine counted, on a slip that is good once. Its product is a deposit. */
    carries: z.enum(['price', 'weight', 'deposit-slip']),
    productStart: z.int().min(0), productLength: z.int().min(1),
    valueStart: z.int().min(0), valueLength: z.int().min(1),
    /** Decimals of the embedded value: 2 for a price in cents, 3 for grams of a kilogram. */
    valueDecimals: z.int().min(0).max(4),
  }),
}); // prettier-ignore

export const currencyEntity = defineEntity({
  name: 'currency', job: '1110', scope: 'group', key: ['currencyCode'],
  schema: z.object({ currencyCode, minorDigits: z.int().min(0).max(4) }),
}); // prettier-ignore

/** What money of a currency is worth in the company's own, from a day on: so many units of it cost `rate`. */
export const exchangeRateEntity = defineEntity({
  name: 'exchangeRate', job: '1110', scope: 'group', key: ['legalEntityId', 'currencyCode', 'validFrom'],
  schema: z.object({
    legalEntityId: businessKey,
    currencyCode,
    validFrom: localDate,
    /** Rates are stated for 1, 100 or 1,000 units, so that small money keeps its digits. */
    units: z.int().min(1).max(1_000_000),
    rate: rateText,
  }),
}); // prettier-ignore

export const unitOfMeasureEntity = defineEntity({
  name: 'unitOfMeasure', job: '1110', scope: 'group', key: ['unitId'],
  schema: z.object({ unitId: businessKey, name: shortText, decimals: z.int().min(0).max(3) }),
}); // prettier-ignore

export const registerEntity = defineEntity({
  name: 'register', job: '1090', scope: 'channel', key: ['channelId', 'registerId'],
  schema: z.object({
    channelId: businessKey,
    registerId: businessKey,
    name: shortText,
    drawerId: businessKey,
    /** S store, T register, C staff, # sequence, YYMMDD date, ddd day of the year (field notes 5.10); other letters stand for themselves. */
    receiptMask: z.string().min(1).max(40),
    /** Name of the card terminal this register pays on; null when it has none. */
    terminalId: businessKey.nullable(),
  }),
}); // prettier-ignore
