import type { FormatCell, FormatRow, FormatSection, ReceiptFormat, ReceiptType } from './receipt-format';

const text = (words: string, change: Partial<FormatCell> = {}): FormatCell => ({ text: words, width: 'rest', align: 'start', ...change });
const row = (...cells: FormatCell[]): FormatRow => ({ kind: 'cells', cells });
const when = (variable: string, ...cells: FormatCell[]): FormatRow => ({ kind: 'cells', when: variable, cells });
/** A text in the middle. */
const centered = (words: string, change: Partial<FormatCell> = {}): FormatCell => text(words, { align: 'center', ...change });
/** What stands at the end of a row. */
const end = (words: string, change: Partial<FormatCell> = {}): FormatCell => text(words, { width: 'fit', align: 'end', ...change });
const LARGE = { isBold: true, isWide: true, isTall: true } as const;
const BOLD = { isBold: true } as const;
const RULE: FormatRow = { kind: 'rule' };

const STORE: FormatRow[] = [
  { kind: 'logo' },
  row(centered('{store.name}', LARGE)),
  row(centered('{store.address}')),
  row(centered('{store.header}')),
  RULE,
];

/** What must be seen at once: training, a copy, a return. */
const marks = (...titles: string[]): FormatRow[] => [
  ...titles.flatMap((title): FormatRow[] => [row(centered(title, LARGE)), RULE]),
  when('isTraining', centered('{words.training}', BOLD)),
  { kind: 'rule', when: 'isTraining' },
  when('copyNumber', centered('{words.copy} {copyNumber}', LARGE)),
  { kind: 'rule', when: 'copyNumber' },
];

const HEAD: FormatRow[] = [
  row(text('{words.receipt} {receiptNumber}')),
  row(text('{soldAt}'), end('{words.register} {registerId}')),
  when('staffName', text('{words.cashier} {staffName}'), end('{words.businessDate} {businessDate}')),
  when('customerId', text('{words.customer} {customerId}')),
  when('!staffName', text(''), end('{words.businessDate} {businessDate}')),
  RULE,
];

const LINE: FormatRow[] = [
  row(text('{name}'), end('{amount}')),
  when('isMany', text('  {quantity} {unit} x {unitPrice}')),
  when('discount', text('  {discountName}'), end('-{discount}')),
  when('returnOf', text('  {words.returned} {returnOf}')),
  when('giftCard', text('  {words.giftCard} {giftCard}')),
];

const TOTALS: FormatSection[] = [
  {
    each: 'receipt',
    rows: [
      RULE,
      when('discount', text('{words.discount}'), end('-{discount}')),
      when('coupons', text('{words.coupon} {coupons}')),
      when('rounding', text('{words.rounding}'), end('{rounding}')),
      row(text('{words.total}', { isBold: true, isTall: true }), end('{currency} {due}', { isBold: true, isTall: true })),
    ],
  },
  { each: 'tender', rows: [row(text('{name} {card}'), end('{amount}'))] },
  { each: 'receipt', rows: [RULE] },
  { each: 'tax', rows: [row(text('{name} {rate} {words.net} {base}'), end('{amount}'))] },
  { each: 'receipt', rows: [row(text('{words.items} {itemCount}'), end('{words.tax} {tax}')), RULE] },
];

/** What was paid of goods that wait, and what is due when they are handed over. */
const ORDERED: FormatSection[] = [
  { each: 'receipt', rows: [when('orderCustomer', text('{words.order} {orderCustomer}', BOLD))] },
  { each: 'ordered', rows: [row(text('{name}'), end('{amount}')), when('isMany', text('  {quantity} {unit} x {unitPrice}'))] },
  {
    each: 'receipt',
    rows: [
      when('orderCustomer', text('{words.deposit}'), end('{orderDeposit}')),
      when('orderCustomer', text('{words.dueLater}', BOLD), end('{currency} {orderDue}', BOLD)),
      { kind: 'rule', when: 'orderCustomer' },
      when('orderReceiptNumber', text('{words.order} {orderReceiptNumber}')),
    ],
  },
];

const END: FormatRow[] = [
  row(centered('{store.footer}')),
  when('isTraining', centered('{words.training}', BOLD)),
  { kind: 'space' },
  { kind: 'barcode', text: '{receiptNumber}' },
];

const saleFormat = (...titles: string[]): FormatSection[] => [
  { each: 'receipt', rows: [...STORE, ...marks(...titles), ...HEAD] },
  { each: 'line', rows: LINE },
  ...TOTALS,
  ...ORDERED,
  { each: 'receipt', rows: END },
];

const giftFormat: FormatSection[] = [
  { each: 'receipt', rows: [...STORE, ...marks('{words.giftReceipt}'), ...HEAD] },
  { each: 'line', rows: [row(text('{name}'), end('{quantity} {unit}'))] },
  { each: 'receipt', rows: [RULE, ...END] },
];

const customerCopy: FormatSection[] = saleFormat('{words.customerCopy}').map((section) =>
  section.each === 'tender'
    ? { ...section, rows: [...section.rows, when('authorization', text('  {words.authorization} {authorization}'))] }
    : section,
);

const suspendedFormat: FormatSection[] = [
  {
    each: 'receipt',
    rows: [
      ...STORE,
      ...marks('{words.suspended}'),
      row(text('{suspendedAt}'), end('{words.register} {registerId}')),
      when('staffName', text('{words.cashier} {staffName}')),
      RULE,
    ],
  },
  {
    each: 'receipt',
    rows: [
      row(text('{words.items}'), end('{itemCount}')),
      row(text('{words.total}', BOLD), end('{currency} {gross}', BOLD)),
      row(centered('{words.notAReceipt}')),
      { kind: 'space' },
      { kind: 'barcode', text: '{slipNumber}' },
    ],
  },
];

const counted = (name: string): FormatRow => row(text(`{words.${name}}`), end(`{${name}}`));
const reduced = (name: string): FormatRow => when(name, text(`{words.${name}}`), end(`{${name}}`));
const given = (name: string): FormatRow => when(name, text(`  {words.${name}}`), end(`{${name}}`));

/** One layout for both: an X report has no number and no end. */
const reportFormat = (title: string): FormatSection[] => [
  {
    each: 'receipt',
    rows: [
      ...STORE,
      ...marks(title),
      row(text('{words.register} {registerId}'), end('{words.businessDate} {businessDate}')),
      row(text('{words.opened}'), end('{openedAt}')),
      when('closedAt', text('{words.closed}'), end('{closedAt}')),
      when('receipts', text('{words.receipts}'), end('{receipts}')),
      RULE,
      ...['sales', 'returns', 'voids', 'items'].map(counted),
      RULE,
      ...['gross', 'net', 'tax'].map(counted),
      when('returned', text('{words.refunded}'), end('{returned}')),
      when('rounding', text('{words.rounding}'), end('{rounding}')),
      ...['offers', 'lineDiscounts', 'totalDiscounts', 'priceOverrides'].map(reduced),
      RULE,
    ],
  },
  { each: 'tax', rows: [row(text('{name} {words.net} {base}'), end('{amount}'))] },
  { each: 'receipt', rows: [RULE] },
  {
    each: 'tender',
    rows: [
      row(text('{name}', BOLD)),
      ...['opening', 'taken', 'change', 'refunded', 'paidIn', 'paidOut', 'dropped', 'expected', 'counted', 'difference'].map(given),
    ],
  },
  { each: 'receipt', rows: [RULE, row(centered('{store.footer}'))] },
];

const format = (printBehaviour: ReceiptFormat['printBehaviour'], sections: readonly FormatSection[]): ReceiptFormat => ({
  printBehaviour,
  sections,
  logo: null,
});

/** What is printed where headquarters sent no format. */
export const DEFAULT_FORMATS: Readonly<Record<ReceiptType, ReceiptFormat>> = {
  'sale': format('always', saleFormat()),
  'return': format('always', saleFormat('{words.returnReceipt}')),
  'gift-receipt': format('as-required', giftFormat),
  'customer-copy': format('prompt', customerCopy),
  'suspended': format('always', suspendedFormat),
  'x-report': format('always', reportFormat('{words.xReport}')),
  'z-report': format('always', reportFormat('{words.zReport} {zNumber}')),
}; // prettier-ignore
