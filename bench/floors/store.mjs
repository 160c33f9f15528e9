// The least a store could do, on the product's own stack: a look-up by barcode, a checkout in one request, and the flow of
// seven requests. No log-on, no validation, no rules, no journal: a floor, not a rival.
import { groupCommit, openFloorDatabase } from './database.mjs';
import { controllerOf, serve } from './nest.mjs';

const TAX_PART = 0.2;
const { db, close } = openFloorDatabase();
const unit = groupCommit(db);
const prepared = (sql) => db.prepare(sql);
const now = () => new Date().toISOString();

const byBarcode = prepared('SELECT * FROM product WHERE barcode=?');
const nextNumber = prepared("UPDATE counter SET value=value+1 WHERE name='sale' RETURNING value");
const addSale = prepared('INSERT INTO sale VALUES(?,?,?,?,?,1)');
const addSaleLine = prepared('INSERT INTO sale_line VALUES(?,?,?,?,?,?)');
const addPayment = prepared('INSERT INTO payment VALUES(?,?,?,?)');
const addCart = prepared('INSERT INTO cart(register, total, tax, at, status) VALUES(?,0,0,?,0)');
const cartOf = prepared('SELECT * FROM cart WHERE id=?');
const cartLines = prepared('SELECT * FROM cart_line WHERE cart_id=? ORDER BY n');
const addCartLine = prepared('INSERT INTO cart_line VALUES(?,?,?,?,?,?)');
const setCart = prepared('UPDATE cart SET total=?, tax=?, status=? WHERE id=?');
const copyLines = prepared('INSERT INTO sale_line SELECT ?, n, product_id, quantity, price, tax FROM cart_line WHERE cart_id=?');

function priced({ barcode, quantity }) {
  const product = byBarcode.get(barcode);
  const amount = product.price * quantity;
  return { id: product.id, name: product.name, quantity, amount, tax: Math.round(amount * TAX_PART) };
}

function sell({ register, lines, tender }) {
  const number = nextNumber.get().value;
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const total = lines.reduce((sum, line) => sum + line.amount, tax);
  addSale.run(number, register, total, tax, now());
  lines.forEach((line, index) => addSaleLine.run(number, index + 1, line.id, line.quantity, line.amount, line.tax));
  addPayment.run(number, 1, tender, total);
  return { receipt: number, total, tax, lines };
}

function addLine(cartId, line) {
  const cart = cartOf.get(cartId);
  const lines = cartLines.all(cartId);
  const { id, quantity, amount, tax } = priced(line);
  addCartLine.run(cartId, lines.length + 1, id, quantity, amount, tax);
  setCart.run(cart.total + amount + tax, cart.tax + tax, 0, cartId);
  lines.push({ cart_id: cartId, n: lines.length + 1, product_id: id, quantity, price: amount, tax });
  return { id: cartId, total: cart.total + amount + tax, tax: cart.tax + tax, lines };
}

function checkOut(cartId, { tender }) {
  const cart = cartOf.get(cartId);
  const number = nextNumber.get().value;
  addSale.run(number, cart.register, cart.total, cart.tax, now());
  copyLines.run(number, cartId);
  addPayment.run(number, 1, tender, cart.total);
  setCart.run(cart.total, cart.tax, 1, cartId);
  return { receipt: number, total: cart.total, tax: cart.tax, lines: cartLines.all(cartId) };
}

const opened = ({ register }) => ({ id: Number(addCart.run(register, now()).lastInsertRowid), lines: [] });

const controller = controllerOf({
  'GET products/:id': { takes: ['id'], does: (barcode) => byBarcode.get(barcode) },
  'POST sales': { takes: ['body'], does: (sale) => unit(() => sell({ ...sale, lines: sale.lines.map(priced) })) },
  'POST carts': { takes: ['body'], does: (cart) => unit(() => opened(cart)) },
  'POST carts/:id/lines': { takes: ['id', 'body'], does: (id, line) => unit(() => addLine(Number(id), line)) },
  'POST carts/:id/checkout': { takes: ['id', 'body'], does: (id, payment) => unit(() => checkOut(Number(id), payment)) },
});
await serve({ controllers: [controller], onClose: close });
