/** A stranger's product export: category, product and barcode from one line. */
export const PRODUCTS = {
  file: 'products*.csv',
  format: 'csv',
  kind: 'full',
  delimiter: ';',
  rows: [
    {
      entity: 'category', repeats: true, when: 'Group',
      fields: { legalEntityId: { constant: 'shop' }, categoryId: 'Group', name: 'Group name' },
    },
    {
      entity: 'product',
      fields: {
        legalEntityId: { constant: 'shop' }, productId: 'No', name: 'Text', categoryId: 'Group', itemTaxGroupId: { column: 'Tax', values: { A: 'standard', B: 'reduced' } },
        unitId: { column: 'Scale', values: { J: 'kg', N: 'pcs' } }, isWeighed: { column: 'Scale', values: { J: true, N: false } },
        mustKeyInPrice: { constant: false }, minimumAge: 'Age', isDiscountable: { constant: true }, isBlocked: { constant: false },
      },
    },
    {
      entity: 'productBarcode', when: 'EAN',
      fields: {
        legalEntityId: { constant: 'shop' }, barcode: 'EAN', productId: 'No', unitId: { column: 'Scale', values: { J: 'kg', N: 'pcs' } },
        quantity: { constant: '1' },
      },
    },
  ],
} as const; // prettier-ignore

export const PRICES = {
  file: 'prices-{channelId}-{date}.csv',
  sequence: ['date'],
  format: 'csv',
  kind: 'full',
  delimiter: ';',
  decimalComma: true,
  dateFormat: 'DD.MM.YYYY',
  rows: [
    {
      entity: 'price',
      fields: {
        channelId: { namePart: 'channelId' }, priceId: 'No', legalEntityId: { constant: 'shop' }, productId: 'No', unitId: { constant: 'pcs' },
        unitPrice: 'Price', validFrom: { column: 'From', default: '2020-01-01' }, validTo: { constant: '9999-12-31' },
      },
    },
  ],
} as const; // prettier-ignore

export const PRODUCTS_HEADER = 'No;Text;Group;Group name;Tax;Scale;Age;EAN\n';
export const PRICES_HEADER = 'No;Price;From\n';

/** A full price file with so many lines; `change` gives the price of a line in cents. */
export function priceFile(count: number, change: (index: number) => number = () => 100): string {
  const line = (index: number): string => `P${index};${(change(index) / 100).toFixed(2).replace('.', ',')};`;
  return PRICES_HEADER + Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}
