import { acceptCode, amount, formatAmount, formatQuantity, quantity } from '@app/kernel';
import { aBook, aLine, anEmptyCart, aProduct, cartOf, someRules } from '../../test/builders';
import codes from '../../test/vectors/barcodes/codes.json';
import labels from '../../test/vectors/barcodes/labels.json';
import { addLine } from '../cart/add-line';
import { calculateCart } from '../pricing/calculate-cart';
import { labelValue, readLabel, type BarcodeMask } from './read-label';

interface LabelVector {
  readonly title: string;
  readonly source: string;
  readonly scanned: string;
  /** By prefix; two digits, five of the product, five of the value, a check digit. */
  readonly masks: Readonly<Record<string, { readonly carries: string; readonly decimals: number }>>;
  readonly product: { readonly code: string; readonly unit: string; readonly price: string };
  readonly line: { readonly quantity: string; readonly amount: string } | null;
}

describe('codes worked by hand', () => {
  it.each(codes)('$title', ({ scanned, stands, source }) => {
    const code = acceptCode(scanned);
    const found = code.kind === 'refused' ? { for: 'nothing', because: code.reason } : { for: code.kind, code: code.key };
    expect(found).toEqual(stands);
    expect(source).not.toBe('');
  });
});

describe('labels worked by hand', () => {
  it.each(labels as unknown as LabelVector[])('$title', (vector) => {
    expect(lineOf(vector)).toEqual(vector.line);
    expect(vector.source).not.toBe('');
  });
});

/** The line a label makes; null where it is none. */
function lineOf({ scanned, masks, product: { code, unit, price } }: LabelVector): LabelVector['line'] {
  const label = readLabel(scanned, Object.entries(masks).map(maskOf)); // prettier-ignore
  if (!label?.productCodes.includes(code)) return null;
  const value = labelValue(label, label.carries === 'price' ? 2 : 3) ?? 0;
  const [labelAmount, weight] = label.carries === 'price' ? [amount(value), null] : [null, quantity(value)];
  const goods = aProduct({ productId: code, unitId: unit, isWeighed: unit === 'kg' });
  const entry = label.carries === 'price' ? 'price-label' : 'weight-label';
  const given = aLine({ productId: code, barcode: scanned, entry, labelAmount, weight });
  const [line] = calculateCart(cartOf(addLine(anEmptyCart(), given, aBook({ [code]: price }, [goods]), someRules()))).lines;
  return { quantity: formatQuantity(line?.line.quantity ?? quantity(0)), amount: formatAmount(line?.amount ?? amount(0), 2) };
}

function maskOf([prefix, { carries, decimals }]: [string, { carries: string; decimals: number }]): BarcodeMask {
  const places = { length: 13, productStart: 2, productLength: 5, valueStart: 7, valueLength: 5 };
  return { maskId: prefix, prefix, ...places, carries: carries === 'price' ? 'price' : 'weight', valueDecimals: decimals };
}
