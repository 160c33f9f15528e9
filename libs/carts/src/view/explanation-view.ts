import { exactText, type ExplainedLine, type ExplainedTax, type Explanation, type OfferVerdict } from '@app/commerce';
import { amount, formatAmount, formatQuantity, formatRate, formatUnitPrice } from '@app/kernel';
import { discountsWire } from '../discount-inputs';
import { priceOriginBody } from '../line-body';
import type { ExplanationBody } from './explanation-schema';

type LineBody = ExplanationBody['lines'][number];

/** An explanation with every amount as a decimal text. */
export function explanationView({ cart, lines, totals, control, taxRounding, isApproximate }: Explanation): ExplanationBody {
  const { minorDigits } = cart.currency;
  const { net, tax, gross, discount } = totals;
  return {
    catalogVersion: cart.catalogVersion,
    priceDate: cart.priceDate,
    currency: cart.currency.code,
    pricesIncludeTax: cart.pricesIncludeTax,
    discountControl: control,
    ...(isApproximate && { isApproximate }),
    taxRounding: { ...taxRounding },
    lines: lines.map((line) => lineView(line, minorDigits)),
    totals: {
      ...(discount !== 0 && { discount: formatAmount(discount, minorDigits) }),
      net: formatAmount(net, minorDigits),
      tax: formatAmount(tax, minorDigits),
      gross: formatAmount(gross, minorDigits),
    },
  };
}

function lineView(explained: ExplainedLine, minorDigits: number): LineBody {
  const { line, exactAmount, amount: full, offers, discounts, net, taxes, tax, gross } = explained;
  const { lineId, lineNumber, name, unitId, isVoided, returnOf } = line;
  return {
    lineId, lineNumber, name, unitId, isVoided,
    quantity: line.quantity === null ? null : formatQuantity(line.quantity),
    returnOf: returnOf && { receiptNumber: returnOf.receiptNumber },
    price: priceView(explained),
    exactAmount: exactAmount && exactText(exactAmount, minorDigits),
    amount: formatAmount(full, minorDigits),
    offers: offers.map((verdict) => offerView(verdict, minorDigits)),
    discounts: discountsWire(discounts, minorDigits),
    net: formatAmount(net, minorDigits),
    taxes: taxes.map((one) => taxView(one, minorDigits)),
    tax: formatAmount(tax, minorDigits),
    gross: formatAmount(gross, minorDigits),
  }; // prettier-ignore
}

function priceView({ line }: ExplainedLine): LineBody['price'] {
  const { priceSource: source, unitPrice, priceId, priceAdjustmentId = null, quoted = null, priceOrigin } = line;
  const price = unitPrice === null ? null : formatUnitPrice(unitPrice);
  const plain = { agreedPrice: null, convertedFrom: null, beaten: [] };
  return { source, unitPrice: price, priceId, priceAdjustmentId, quoted, ...(priceOrigin ? priceOriginBody(priceOrigin) : plain) };
}

function offerView({ offer, amount: given, why, wouldGive, lostTo }: OfferVerdict, minorDigits: number): LineBody['offers'][number] {
  const { offerId, name, kind, concurrency, priority } = offer;
  return {
    offerId, name, kind, concurrency, priority, why,
    outcome: why === null ? 'won' : 'lost',
    amount: formatAmount(amount(given), minorDigits),
    wouldGive: wouldGive > 0 ? formatAmount(amount(wouldGive), minorDigits) : null,
    lostTo: [...lostTo],
  }; // prettier-ignore
}

function taxView({ taxCodeId, rate, terms, base, exact, amount: charged }: ExplainedTax, minorDigits: number): LineBody['taxes'][number] {
  return {
    taxCodeId,
    rate: formatRate(rate),
    origin: terms?.origin.kind ?? 'percent-of-net',
    isExempt: terms?.isExempt ?? false,
    base: formatAmount(base, minorDigits),
    exact: exact && exactText(exact, minorDigits),
    amount: formatAmount(charged, minorDigits),
  };
}
