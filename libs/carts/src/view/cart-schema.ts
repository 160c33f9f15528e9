import {
  bigintText,
  businessKey,
  capsule,
  currencyCode,
  instant,
  localDate,
  moneyText,
  shortText,
  tenderFunction,
  uuid,
} from '@app/protocol';
import { z } from 'zod';
import { cartOrderBody } from '../orders/order-schema';

const decimal = z.string();
const tax = z.object({
  taxCodeId: businessKey, rate: decimal, base: moneyText, amount: moneyText,
  /** The buyer does not pay it. */
  isExempt: z.boolean().optional(),
}); // prettier-ignore

/** What was taken off a line. */
export const discount = z.object({
  kind: z.enum(['offer', 'manual-line', 'manual-total']),
  /** Null on what a person gave. */
  offerId: businessKey.nullable(),
  name: shortText.nullable(),
  amount: moneyText,
});

/** What a person gave, as they asked for it. `amount` of `discounts` says what it comes to. */
const givenDiscount = z.object({
  kind: z.enum(['percent', 'amount']),
  /** A fraction of 1, or money. */
  size: decimal,
  reason: shortText.nullable(),
  staffId: businessKey.nullable(),
});

const line = z.object({
  lineId: uuid,
  lineNumber: z.int(),
  kind: z.enum(['product', 'gift-card', 'order-deposit', 'charge']),
  productId: businessKey.nullable(),
  name: shortText,
  barcode: z.string().nullable(),
  entry: z.enum(['scanned', 'keyed', 'price-label', 'weight-label']),
  unitId: businessKey,
  isWeighed: z.boolean(),
  /** Null until weighed; negative on a return. */
  quantity: decimal.nullable(),
  /** Null until keyed. */
  unitPrice: decimal.nullable(),
  priceSource: z.enum(['price-list', 'label', 'keyed', 'override', 'original-sale', 'order']),
  priceId: businessKey.nullable(),
  /** The catalog the line was priced by, and when by the business clock; null on returns and gift cards. */
  quoted: z.object({ catalogVersion: z.int(), at: instant }).nullable(),
  /** Before discounts. */
  amount: moneyText,
  /** What is taken off, in the order it was; absent where nothing is. */
  discounts: z.array(discount).optional(),
  /** Given by a person; absent where nobody did. */
  manualDiscount: givenDiscount.optional(),
  /** What it would cost a unit, where a person set its price; absent on all others. */
  priceOverride: z.object({ listedPrice: decimal, reason: shortText.nullable(), staffId: businessKey.nullable() }).optional(),
  net: moneyText,
  tax: moneyText,
  gross: moneyText,
  taxes: z.array(tax),
  /** Chosen in place of the taxes that would count; absent where nobody chose. */
  taxOverrideId: businessKey.optional(),
  minimumAge: z.int().nullable(),
  isVoided: z.boolean(),
  returnOf: z.object({ transactionId: uuid, lineId: uuid, receiptNumber: shortText }).nullable(),
  /** How it is handed over later; absent on what is carried out. */
  delivery: z.enum(['pickup', 'ship']).optional(),
  /** The order's line it hands over. */
  orderOf: z.object({ orderId: uuid, lineId: uuid }).optional(),
  chargeCodeId: businessKey.optional(),
  /** Came back without a receipt: what stands in for one. */
  blindReturn: z.object({ reference: z.string() }).nullable(),
  giftCardNumber: z.string().nullable(),
  /** The line it comes with, whose quantity and end it follows; absent where it stands alone. */
  linkedTo: uuid.optional(),
  /** Packaging that was taken off the weight; absent where there is none. */
  tare: decimal.optional(),
  /** A deposit on packaging; negative for empties that are taken back. Absent on goods. */
  isDeposit: z.literal(true).optional(),
  /** The slip of a bottle machine that is paid out. */
  depositSlip: z.object({ code: z.string() }).optional(),
});

/** Numbers alone; a look-up says what somebody is called. */
const buyer = z.object({
  customerId: businessKey.nullable(),
  loyaltyCardNumber: businessKey.nullable(),
  loyaltyTierId: businessKey.nullable(),
  /** The customer's and those said at the register. */
  affiliationIds: z.array(businessKey),
});

const coupon = z.object({
  couponId: businessKey,
  code: z.string(),
  offerId: businessKey,
  /** What its offer takes off now. One that takes nothing off is not used. */
  discount: moneyText,
});

const tender = z.object({
  tenderId: uuid,
  tenderTypeId: businessKey,
  function: tenderFunction,
  kind: z.enum(['payment', 'refund']),
  /** What was handed over; negative when the store gives. */
  tendered: moneyText,
  change: moneyText,
  changeTenderTypeId: businessKey.nullable(),
  rounding: moneyText,
  isVoided: z.boolean(),
  attemptId: uuid.nullable(),
  authorization: z.string().nullable(),
  cardLastDigits: z.string().nullable(),
  giftCardNumber: z.string().nullable(),
  /** Of a credit memo, voucher, customer account or loyalty card; absent on all others. */
  accountNumber: z.string().optional(),
  /** Foreign money as it was handed over, and the rate it was taken at. */
  foreign: z
    .object({
      currency: currencyCode, amount: moneyText, units: z.int(), rate: decimal, rateDate: localDate,
      companyCurrency: currencyCode, companyAmount: moneyText,
    })
    .nullable(),
}); // prettier-ignore

/** A basket that waits to be recalled at any register of the store. */
export const suspension = z.object({
  /** Printed on the slip, also as a barcode. */
  slipNumber: z.string(),
  registerId: businessKey,
  staffId: businessKey.nullable(),
  at: instant,
  /** Null when it waits for ever. */
  expiresAt: instant.nullable(),
});

/** What a basket comes to before it is paid. */
export const calculatedTotals = z.object({
  /** What was taken off all lines; absent where nothing was. */
  discount: moneyText.optional(),
  net: moneyText,
  tax: moneyText,
  gross: moneyText,
});

/** A cart as the API answers it. Its ETag is `"r<revision>"`. */
export const cartBody = z
  .object({
    transactionId: uuid,
    revision: z.int(),
    status: z.enum(['open', 'suspended', 'checked-out', 'voided']),
    mode: z.enum(['live', 'training']),
    channelId: businessKey,
    registerId: businessKey,
    shiftId: uuid.nullable(),
    businessDate: localDate,
    priceDate: localDate,
    catalogVersion: z.int(),
    currency: currencyCode,
    pricesIncludeTax: z.boolean(),
    /** Chosen for the whole sale; absent where nobody chose. */
    taxOverrideId: businessKey.optional(),
    /** Given on the whole sale; absent where nobody did. */
    manualDiscount: givenDiscount.optional(),
    /** Present where somebody lets no offer count. */
    withheldOffers: z.object({ reason: shortText.nullable(), staffId: businessKey.nullable() }).optional(),
    /** What the customer means to pay with; absent where nobody said. */
    intendedTenderTypeId: businessKey.optional(),
    /** Who buys; absent where nobody was named. */
    buyer: buyer.optional(),
    lines: z.array(line),
    /** In the order they came; absent where there are none. */
    coupons: z.array(coupon).optional(),
    tenders: z.array(tender),
    taxes: z.array(tax),
    totals: calculatedTotals.extend({
      rounding: moneyText, due: moneyText,
      paid: moneyText, change: moneyText,
      /** Still to pay; negative when the store has to give. */
      remaining: moneyText,
      lineCount: z.int(), itemCount: z.int(),
    }),
    /** Not every combination of offers was tried: a better one for the customer may exist. Absent where all were. */
    isApproximate: z.literal(true).optional(),
    /** What closes the cart with each tender type: cash is rounded to its step. */
    payable: z.array(z.object({ tenderTypeId: businessKey, amount: moneyText })),
    requirements: z.array(
      z.object({
        kind: z.enum(['weight', 'price', 'age', 'return-reason']),
        lineId: uuid.nullable(),
        options: z.array(z.string()),
        mayBeAnsweredBy: z.enum(['cashier', 'manager']),
        years: z.int().nullable(),
      }),
    ),
    /** Absent unless some lines are ordered: the totals are of what is due now. */
    order: cartOrderBody.optional(),
    /** The order it hands over or cancels; absent on all others. */
    fulfils: z.object({ orderId: uuid, kind: z.enum(['hand-over', 'cancellation']), receiptNumber: shortText }).optional(),
    /** What was quoted holds until then; absent on all others. */
    quotation: z.object({ customerName: shortText, expiresAt: instant }).optional(),
    /** Null unless it waits to be recalled. */
    suspended: suspension.nullable(),
    /** Records this request made, for the register to keep until headquarters has them. */
    capsules: z.array(capsule),
  })
  .meta({ id: 'Cart' }); // prettier-ignore
export type CartBody = z.output<typeof cartBody>;

const receiptTax = z.object({ taxCodeId: businessKey, name: shortText, rate: decimal, base: moneyText, amount: moneyText });

const receiptLine = z.object({
        name: shortText, quantity: decimal, unitId: businessKey, unitPrice: decimal, amount: moneyText,
        /** What was taken off, by its name; absent where nothing was. */
        discounts: z.array(z.object({ name: shortText.nullable(), amount: moneyText })).optional(),
        returnOf: z.object({ receiptNumber: z.string() }).nullable(), giftCardNumber: z.string().nullable(),
      }); // prettier-ignore

/** A receipt as a value. */
export const receiptBody = z
  .object({
    isTraining: z.boolean(),
    store: z.object({ name: shortText, address: shortText, header: z.string(), footer: z.string() }),
    locale: z.string(),
    currency: currencyCode,
    minorDigits: z.int(),
    pricesIncludeTax: z.boolean(),
    receiptNumber: z.string(),
    transactionId: uuid,
    soldAt: z.string(),
    businessDate: localDate.nullable(),
    registerId: businessKey,
    staffName: shortText.nullable(),
    /** Who bought; absent for nobody. */
    customerId: businessKey.optional(),
    lines: z.array(receiptLine),
    /** What the offer of each took off, which stands in the discounts of lines too; absent where there are none. */
    coupons: z.array(z.object({ code: z.string(), discount: moneyText })).optional(),
    tenders: z.array(
      z.object({
        tenderTypeId: businessKey, name: shortText, kind: z.enum(['payment', 'change', 'refund']), amount: moneyText,
        cardLastDigits: z.string().nullable(), authorization: z.string().nullable(),
      }),
    ),
    taxes: z.array(receiptTax),
    totals: z.object({
      discount: moneyText.optional(),
      net: moneyText, tax: moneyText, gross: moneyText, rounding: moneyText, due: moneyText, paid: moneyText, change: moneyText,
      lineCount: z.int(), itemCount: z.int(),
    }),
    /** Goods that wait, what was paid of them and what is due when they are handed over. */
    ordered: z.object({ customerName: shortText, deposit: moneyText, due: moneyText, lines: z.array(receiptLine) }).optional(),
    /** The receipt of the order whose goods these are. */
    orderReceiptNumber: z.string().optional(),
  })
  .meta({ id: 'Receipt' }); // prettier-ignore

/** What a finished sale answers: the receipt to print and the signed record to keep. */
export const saleAnswerBody = z
  .object({
    transactionId: uuid,
    receiptNumber: z.string(),
    mode: z.enum(['live', 'training']),
    currency: currencyCode,
    gross: moneyText,
    due: moneyText,
    change: moneyText,
    perpetualTotal: bigintText,
    receipt: receiptBody,
    capsules: z.array(capsule),
  })
  .meta({ id: 'Sale' });
export type SaleAnswer = z.output<typeof saleAnswerBody>;
