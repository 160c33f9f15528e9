import { businessKey, currencyCode, instant, localDate, moneyText, shortText, uuid } from '@app/protocol';
import { z } from 'zod';
import { calculatedTotals, discount } from './cart-schema';

const decimal = z.string();

/** The row a price comes from, and the rows that fitted as well. */
const explainedPrice = z.object({
  source: z.enum(['price-list', 'label', 'keyed', 'override', 'original-sale', 'order']),
  unitPrice: decimal.nullable(),
  /** Null where no row of the catalog says it. */
  priceId: businessKey.nullable(),
  /** The catalog, and the moment by the business clock. */
  quoted: z.object({ catalogVersion: z.int(), at: instant }).nullable(),
  /** Of one unit, before an adjustment lowered it. */
  agreedPrice: decimal.nullable(),
  priceAdjustmentId: businessKey.nullable(),
  /** The unit it is agreed in, when it was converted. */
  convertedFrom: businessKey.nullable(),
  beaten: z.array(
    z.object({
      priceId: businessKey,
      unitPrice: decimal,
      why: z.enum(['lower-priority', 'smaller-minimum', 'began-earlier', 'higher-at-same-time', 'search-ended', 'not-lowest']),
    }),
  ),
});

/** What became of an offer on a line. */
const explainedOffer = z.object({
  offerId: businessKey,
  name: shortText,
  kind: z.enum(['simple', 'quantity', 'mix-and-match', 'threshold', 'tender', 'shipping']),
  concurrency: z.enum(['exclusive', 'best-price', 'compounded']),
  priority: z.int(),
  outcome: z.enum(['won', 'lost']),
  /** What it takes off; zero where it lost. */
  amount: moneyText,
  /** Null where it won. */
  why: z
    .enum([
      'others-give-more', 'shut-out', 'used-elsewhere', 'helped', 'withheld', 'needs-coupon', 'saves-nothing', 'minimum-not-reached', 'goods-missing',
      'other-tender', 'excluded', 'other-unit', 'not-discountable',
    ])
    .nullable(),
  /** What it would take off on its own, where others won. */
  wouldGive: moneyText.nullable(),
  /** The offers that won instead. */
  lostTo: z.array(businessKey),
}); // prettier-ignore

const explainedTax = z.object({
  taxCodeId: businessKey,
  rate: decimal,
  origin: z.enum(['percent-of-net', 'percent-of-gross', 'percent-of-tax', 'amount-per-unit']),
  isExempt: z.boolean(),
  base: moneyText,
  /** Before it was rounded; null on a return, which gives back what was charged. */
  exact: decimal.nullable(),
  amount: moneyText,
});

const explainedLine = z.object({
  lineId: uuid,
  lineNumber: z.int(),
  name: shortText,
  quantity: decimal.nullable(),
  unitId: businessKey,
  isVoided: z.boolean(),
  returnOf: z.object({ receiptNumber: shortText }).nullable(),
  price: explainedPrice,
  /** Price times quantity before it was rounded; null where nothing was multiplied. */
  exactAmount: decimal.nullable(),
  amount: moneyText,
  /** Every offer that concerns the goods. */
  offers: z.array(explainedOffer),
  /** What was taken off, in the order it was; also by people. */
  discounts: z.array(discount),
  net: moneyText,
  taxes: z.array(explainedTax),
  tax: moneyText,
  gross: moneyText,
});

/** How a basket came to its amounts: price rows, offers, taxes, roundings. docs/explain.md has an example. */
export const explanationBody = z
  .object({
    catalogVersion: z.int(),
    priceDate: localDate,
    currency: currencyCode,
    pricesIncludeTax: z.boolean(),
    discountControl: z.enum(['compound-within', 'compound-across']),
    /** Not every combination of offers was tried. Absent where all were. */
    isApproximate: z.literal(true).optional(),
    taxRounding: z.object({ per: z.enum(['unit', 'line', 'document']), by: z.enum(['code', 'group']), mode: z.string() }),
    lines: z.array(explainedLine),
    totals: calculatedTotals,
    /** Of a finished sale: whether what was reckoned again is its record, to the cent. */
    isAsRecorded: z.boolean().optional(),
  })
  .meta({ id: 'Explanation' });
export type ExplanationBody = z.output<typeof explanationBody>;
