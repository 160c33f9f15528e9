import { z } from 'zod';
import {
  bigintText,
  businessKey,
  currencyCode,
  instant,
  localDate,
  moneyText,
  quantityText,
  rateText,
  shortText,
  tenderFunction,
  unitPriceText,
  uuid,
} from '../texts';
import { discountInputs, lineDiscount } from './sale-discounts';

const lineTax = z.object({
  taxCodeId: businessKey, rate: rateText, base: moneyText, amount: moneyText,
  /** The buyer did not pay it. */
  isExempt: z.boolean().optional(),
}); // prettier-ignore

/** How a code was charged that is no plain percentage of the net. */
const taxTerms = z.object({
  origin: z.enum(['percent-of-net', 'percent-of-gross', 'percent-of-tax', 'amount-per-unit']),
  ofTaxCodeId: businessKey.optional(),
  unitAmount: unitPriceText.optional(),
  /** How many of the duty's units one unit of the line holds. */
  units: quantityText.optional(),
  isBeforeTax: z.boolean().optional(),
  isExempt: z.boolean(),
});

const priceOrigin = z.object({
  /** Of one unit, before an adjustment lowered it. */
  agreedPrice: unitPriceText,
  /** The unit it is agreed in, when it was converted. */
  convertedFrom: businessKey.nullable(),
  /** Rows that fitted as well, and why they did not count. */
  beaten: z.array(
    z.object({
      priceId: businessKey,
      unitPrice: unitPriceText,
      why: z.enum(['lower-priority', 'smaller-minimum', 'began-earlier', 'higher-at-same-time', 'search-ended', 'not-lowest']),
    }),
  ),
});

/** Where a returned line was sold. */
export const returnOrigin = z.object({ transactionId: uuid, lineId: uuid, receiptNumber: shortText, registerId: businessKey });

export const saleLine = z.object({
  lineId: uuid,
  lineNumber: z.int().min(1),
  /** Deposits of customer orders are positive when taken, negative when used or given back. */
  kind: z.enum(['product', 'gift-card', 'order-deposit', 'charge']),
  productId: businessKey.nullable(),
  name: shortText,
  /** What was scanned, as the register sent it; null when keyed from a list. */
  barcode: z.string().max(100).nullable(),
  entry: z.enum(['scanned', 'keyed', 'price-label', 'weight-label']),
  unitId: businessKey,
  /** Negative on a return. */
  quantity: quantityText,
  isWeightKeyed: z.boolean(),
  /** Packaging that was taken off what the scale showed; absent where there was none. */
  tare: quantityText.optional(),
  unitPrice: unitPriceText,
  priceSource: z.enum(['price-list', 'label', 'keyed', 'override', 'original-sale', 'order']),
  priceId: businessKey.nullable(),
  /** What a unit would have cost, by which rows, where a person set another price; absent on all others. */
  priceOverride: z
    .object({
      listedPrice: unitPriceText,
      priceId: businessKey.nullable(),
      priceAdjustmentId: businessKey.optional(),
      reason: shortText.nullable(),
      staffId: businessKey.nullable(),
    })
    .optional(),
  /** The price adjustment that lowered it; absent where none did. */
  priceAdjustmentId: businessKey.optional(),
  /**
   * The catalog the line was priced by, and when by the business clock. Absent on what no catalog prices (returns, gift cards)
   * and in records of older releases, where the header's catalog version counts.
   */
  quoted: z.object({ catalogVersion: z.int().min(0), at: instant }).optional(),
  /** How the price came about; absent where it is that of the only row that fitted, or of none. */
  priceOrigin: priceOrigin.optional(),
  isVoided: z.boolean(),
  /** What a label said, where an exemption lowered it. */
  labelAmount: moneyText.optional(),
  /** Unit price times quantity, rounded once, before discounts; includes tax where the channel's prices do. */
  amount: moneyText,
  /** In the order they were applied; what remains is taxed. Absent where there are none. */
  discounts: z.array(lineDiscount).optional(),
  net: moneyText,
  tax: moneyText,
  gross: moneyText,
  itemTaxGroupId: businessKey.nullable(),
  taxes: z.array(lineTax),
  /** Places of its taxes in `inputs.taxCodes`, where a code and rate alone do not tell. */
  taxInputs: z.array(z.int().min(0)).optional(),
  /** Chosen by a person in place of the taxes that would have counted. */
  taxOverrideId: businessKey.optional(),
  returnOf: returnOrigin.nullable(),
  /** The line of a customer order that is handed over, for what was agreed. */
  orderOf: z.object({ orderId: uuid, lineId: uuid }).optional(),
  /** On a charge. */
  chargeCodeId: businessKey.optional(),
  returnReason: shortText.nullable(),
  /** Goods that came back without a receipt: what stood in for one. */
  blindReturn: z.object({ reference: shortText }).optional(),
  giftCardNumber: z.string().max(40).nullable(),
  note: shortText.nullable(),
  /** The line it comes with, as a deposit does with its bottle: it was returned and voided with it. */
  linkedTo: z.object({ lineId: uuid }).optional(),
  /** A deposit on packaging; with a negative quantity, empties that were taken back. */
  isDeposit: z.literal(true).optional(),
  /** The slip of a bottle machine that was paid out; a store takes each once. */
  depositSlip: z.object({ code: z.string().max(40) }).optional(),
});

export const saleTender = z.object({
  tenderId: uuid,
  tenderTypeId: businessKey,
  function: tenderFunction,
  kind: z.enum(['payment', 'change', 'refund']),
  /** Positive when the store receives, negative when it gives. */
  amount: moneyText,
  currency: currencyCode,
  /** The tender attempt that moved the money; null for cash. */
  attemptId: uuid.nullable(),
  authorization: shortText.nullable(),
  /** Last four digits only. */
  cardLastDigits: z.string().regex(/^\d{4}$/).nullable(),
  giftCardNumber: z.string().max(40).nullable(),
  /** Of what else headquarters keeps: a credit memo, voucher, customer account or loyalty card. */
  accountNumber: z.string().max(40).optional(),
  /** Foreign money: what was handed over, the rate of the day (`units` cost `rate` in the company's currency) and its worth there. */
  foreign: z.object({
    currency: currencyCode, amount: moneyText, units: z.int().min(1), rate: rateText, rateDate: localDate,
    companyCurrency: currencyCode, companyAmount: moneyText,
  }).optional(),
}); // prettier-ignore

/** Goods that are handed over later, with what was agreed for them. */
const orderedLine = saleLine.extend({
  delivery: z.enum(['pickup', 'ship']),
  minimumAge: z.int().nullable(),
  /** Restrictions of the hours it may be handed over in; absent where there are none. */
  restrictedBy: z.array(businessKey).optional(),
});

/**
 * What a sale has to do with a customer order. The one that takes the deposit places it: the order's id is its transaction id, and
 * its lines stand here, for none of them was sold yet. Later ones hand goods over or cancel what waits.
 */
const saleOrder = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('placed'),
    customerName: shortText,
    address: shortText.nullable(),
    depositRate: rateText,
    /** What was paid now of `gross`. */
    deposit: moneyText,
    gross: moneyText,
    lines: z.array(orderedLine).min(1),
  }),
  z.object({
    kind: z.enum(['hand-over', 'cancellation']),
    orderId: uuid,
    /** Of the sale that placed it. */
    receiptNumber: shortText,
    /** What it uses of the deposit, or gives back. */
    deposit: moneyText,
    /** What is not going to be handed over any more. */
    cancelled: z.array(z.object({ lineId: uuid, quantity: quantityText })),
  }),
]);

/** Never a name, an address or a telephone number: records are kept for ever. */
const saleBuyer = z.object({
  customerId: businessKey.nullable(),
  loyaltyCardNumber: businessKey.nullable(),
  loyaltyTierId: businessKey.nullable(),
  /** Those of the customer and those that were said at the register. */
  affiliationIds: z.array(businessKey),
});

/** A finalised sale, return or exchange, with what the engine was given, so that anyone can compute it again. */
export const saleBody = z.object({
  mode: z.enum(['live', 'training']),
  receiptNumber: z.string().min(1).max(60),
  beganAt: instant,
  currency: currencyCode,
  pricesIncludeTax: z.boolean(),
  taxGroupId: businessKey,
  lines: z.array(saleLine).min(1),
  tenders: z.array(saleTender),
  taxes: z.array(lineTax),
  totals: z.object({
    /** The sum of all discounts of lines; absent where there are none. */
    discount: moneyText.optional(),
    net: moneyText, tax: moneyText, gross: moneyText,
    /** What cash rounding added to or took from the gross. */
    rounding: moneyText,
    due: moneyText, paid: moneyText, change: moneyText,
    /** Lines that are not voided. */
    lineCount: z.int().min(0),
    /** Pieces sold; a weighed line counts as one. */
    itemCount: z.int().min(0),
  }),
  /** Outcomes of requirements (age, reason ...), never a birth date. */
  /** Who bought, by numbers alone; absent where nobody was named. */
  buyer: saleBuyer.optional(),
  /** Coupons of the sale and what the offer of each took off. One that took nothing off was not used. Absent where there were none. */
  coupons: z.array(z.object({ couponId: businessKey, code: z.string().max(80), offerId: businessKey, discount: moneyText })).optional(),
  answers: z.array(z.object({ kind: z.string().max(40), lineId: uuid.nullable(), outcome: shortText, staffId: businessKey.nullable() })),
  /** The rows the engine computed from. */
  inputs: z.object({
    /** The channel-local day the cart began: its tax rates count. */
    priceDate: localDate,
    prices: z.array(z.object({ priceId: businessKey, productId: businessKey, unitId: businessKey, unitPrice: unitPriceText })),
    taxCodes: z.array(z.object({ taxCodeId: businessKey, rate: rateText, terms: taxTerms.optional() })),
    /** Absent where taxes are rounded per line and code, half away from zero, and no exemption lowers a price. */
    taxTerms: z
      .object({
        per: z.enum(['unit', 'line', 'document']), by: z.enum(['code', 'group']),
        mode: z.enum(['half-away-from-zero', 'half-even', 'half-toward-zero', 'toward-zero', 'away-from-zero']),
        exemptionLowersPrice: z.boolean(),
      })
      .optional(),
    /** Absent where neither offers nor people took anything off. */
    discounts: discountInputs.optional(),
  }),
  /** Gross of all live sales of this register since it began, in minor units; never reset. */
  perpetualTotal: bigintText,
  /** Absent unless it concerns a customer order. */
  order: saleOrder.optional(),
  fiscal: z.object({ state: z.enum(['none', 'pending', 'registered', 'failed', 'postponed']) }),
  extensions: z.record(z.string().max(60), z.unknown()),
}); // prettier-ignore
export type SaleBody = z.output<typeof saleBody>;
/** The same with decimal texts, as the bytes hold it. */
export type SaleBodyWire = z.input<typeof saleBody>;

/** A cart that ended without a sale; kept and counted. */
export const voidBody = z.object({
  mode: z.enum(['live', 'training']),
  currency: currencyCode,
  gross: moneyText,
  lineCount: z.int().min(0),
  reason: shortText.nullable(),
});
export type VoidBody = z.output<typeof voidBody>;
