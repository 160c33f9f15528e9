// The rows of one checkout: counter, header, five lines, payment. Eight statements, whoever runs them.
export const LINE_COUNT = 5;
export const ROWS = {
  count: "UPDATE counter SET value = value + 1 WHERE name = 'sale' RETURNING value",
  sale: 'INSERT INTO sale VALUES (?, ?, ?, ?, ?, 1)',
  line: 'INSERT INTO sale_line VALUES (?, ?, ?, ?, ?, ?)',
  payment: 'INSERT INTO payment VALUES (?, ?, ?, ?)',
};

export const saleRow = (number) => [number, number % 8, 12_345, 2_057, '2026-01-01T00:00:00Z'];
export const lineRow = (number, line) => [number, line, (number * 31 + line) % 100_000, 1, 2_469, 411];
export const paymentRow = (number) => [number, 1, 'CASH', 12_345];
