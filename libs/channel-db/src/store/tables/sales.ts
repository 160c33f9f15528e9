import {
  amountColumn, codeColumn, dateColumn, defineTable, flagColumn, idColumn, instantColumn, integerColumn, keyColumn, nullable, textColumn,
} from '@app/database'; // prettier-ignore
import type { TenderFunction } from '@app/commerce';

/** Sales for look-up, returns and shift totals. A projection: computed from the record alone, and again at an import. */
export const saleTable = defineTable(
  'sale',
  {
    transaction_id: idColumn(),
    legal_entity_id: keyColumn(),
    channel_id: keyColumn(),
    register_id: keyColumn(),
    mode: codeColumn<'live' | 'training'>(10),
    receipt_number: codeColumn(60),
    at: instantColumn(),
    business_date: dateColumn(),
    shift_id: nullable(idColumn()),
    staff_id: nullable(keyColumn()),
    drawer_id: nullable(keyColumn()),
    currency: codeColumn(3),
    net: amountColumn(),
    tax: amountColumn(),
    gross: amountColumn(),
    rounding: amountColumn(),
    line_count: integerColumn(),
    item_count: integerColumn(),
    /** The number of who bought; null for nobody in particular. */
    customer_id: nullable(keyColumn()),
  },
  {
    key: ['transaction_id'],
    indexes: [
      { name: 'ix_sale_receipt', columns: ['channel_id', 'receipt_number'] },
      { name: 'ix_sale_at', columns: ['channel_id', 'at', 'transaction_id'] },
    ],
  },
);

export const saleLineTable = defineTable(
  'sale_line',
  {
    transaction_id: idColumn(),
    line_id: idColumn(),
    line_number: integerColumn(),
    product_id: nullable(keyColumn()),
    name: textColumn(200),
    unit_id: keyColumn(),
    /** Thousandths; negative on a returned line. */
    quantity: integerColumn(),
    net: amountColumn(),
    tax: amountColumn(),
    gross: amountColumn(),
    is_voided: flagColumn(),
    return_of_transaction_id: nullable(idColumn()),
    return_of_line_id: nullable(idColumn()),
    /** Thousandths that came back so far; never more than `quantity`. */
    returned_quantity: integerColumn(),
  },
  {
    key: ['transaction_id', 'line_id'],
    indexes: [
      {
        name: 'ix_sale_line_return_of',
        columns: ['return_of_transaction_id', 'return_of_line_id'],
        where: 'return_of_transaction_id IS NOT NULL',
      },
    ],
  },
);

export const saleTenderTable = defineTable(
  'sale_tender',
  {
    transaction_id: idColumn(),
    /** The tender's id and kind name a row: a cash payment and its change share the id. */
    tender_id: idColumn(),
    kind: codeColumn<'payment' | 'change' | 'refund'>(10),
    tender_type_id: keyColumn(),
    tender_function: codeColumn<TenderFunction>(20),
    currency: codeColumn(3),
    /** Positive when the store receives. */
    amount: amountColumn(),
    attempt_id: nullable(idColumn()),
  },
  { key: ['transaction_id', 'tender_id', 'kind'] },
);

export const saleTaxTable = defineTable(
  'sale_tax',
  { transaction_id: idColumn(), tax_code_id: keyColumn(), rate: integerColumn(), base: amountColumn(), amount: amountColumn() },
  { key: ['transaction_id', 'tax_code_id', 'rate'] },
);

export type ReductionKind = 'offer' | 'manual-line' | 'manual-total' | 'price-override';

/** What was taken off a sale: by offers, by people, and by prices people set, which may also be higher. Sales without any have no rows. */
export const saleReductionTable = defineTable(
  'sale_reduction',
  {
    transaction_id: idColumn(),
    kind: codeColumn<ReductionKind>(20),
    /** Lines that got one; a discount on the whole sale counts once. */
    given_count: integerColumn(),
    /** Positive; negative for prices that were raised. */
    amount: amountColumn(),
  },
  { key: ['transaction_id', 'kind'] },
);
