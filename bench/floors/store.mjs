// The least a store could do, on the product's own stack: a look-up by barcode, a checkout in one request, and the flow of
// seven requests. No log-on, no validation, no rules, no journal: a floor, not a rival. It is asked the product's own question:
// the same headers and bodies come in, and an answer of about the same size goes out. Reading and writing those is the price of
// the interface, which nobody who answers it is spared; what the floor shows is the price of everything behind it.
import { groupCommit, openFloorDatabase } from './database.mjs';
import { controllerOf, serve } from './nest.mjs';

const TAX_PART = 0.2;
const REGISTER = 1;
const { db, close } = openFloorDatabase();
const unit = groupCommit(db);
const prepared = (sql) => db.prepare(sql);
const now = () => new Date().toISOString();

/** What makes an answer as long as the product's: what a cart and its lines say beside the sums, and a record that is JSON within JSON. */
const CART_TEXT = 'x'.repeat(500);
const LINE_TEXT = 'x'.repeat(390);
const RECORD_TEXT = JSON.stringify(Array.from({ length: 140 }, (_, index) => ({ name: `value ${index}`, content: 'xxxxxxxx' })));

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

function priced({ barcode, quantity: text }) {
  const product = byBarcode.get(barcode);
  const quantity = Number(text);
  const amount = product.price * quantity;
  return { id: product.id, name: product.name, quantity, amount, tax: Math.round(amount * TAX_PART) };
}

function sell({ lines, tenders: [{ tenderTypeId }] }) {
  const number = nextNumber.get().value;
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  const total = lines.reduce((sum, line) => sum + line.amount, tax);
  addSale.run(number, REGISTER, total, tax, now());
  lines.forEach((line, index) => addSaleLine.run(number, index + 1, line.id, line.quantity, line.amount, line.tax));
  addPayment.run(number, 1, tenderTypeId, total);
  return { receipt: number, total, tax, lines, record: RECORD_TEXT };
}

function addLine(cartId, line) {
  const cart = cartOf.get(cartId);
  const lines = cartLines.all(cartId);
  const { id, quantity, amount, tax } = priced(line);
  addCartLine.run(cartId, lines.length + 1, id, quantity, amount, tax);
  setCart.run(cart.total + amount + tax, cart.tax + tax, 0, cartId);
  lines.push({ cart_id: cartId, n: lines.length + 1, product_id: id, quantity, price: amount, tax });
  return cartAnswer({ id: cartId, total: cart.total + amount + tax, tax: cart.tax + tax }, lines);
}

function checkOut(cartId, { tenders: [{ tenderTypeId }] }) {
  const cart = cartOf.get(cartId);
  const number = nextNumber.get().value;
  addSale.run(number, cart.register, cart.total, cart.tax, now());
  copyLines.run(number, cartId);
  addPayment.run(number, 1, tenderTypeId, cart.total);
  setCart.run(cart.total, cart.tax, 1, cartId);
  return { receipt: number, total: cart.total, tax: cart.tax, lines: cartLines.all(cartId), record: RECORD_TEXT };
}

const openCart = () => cartAnswer({ id: Number(addCart.run(REGISTER, now()).lastInsertRowid), total: 0, tax: 0 }, []);

const cartAnswer = (cart, lines) => ({ ...cart, text: CART_TEXT, lines: lines.map((line) => ({ ...line, text: LINE_TEXT })) });

const controller = controllerOf({
  'POST scans': { takes: ['body'], does: ({ text }) => byBarcode.get(text) },
  'POST sales': { takes: ['body'], does: (sale) => unit(() => sell({ ...sale, lines: sale.lines.map(priced) })) },
  'POST carts': { takes: [], does: () => unit(openCart) },
  'POST carts/:id/lines': { takes: ['id', 'body'], does: (id, line) => unit(() => addLine(Number(id), line)) },
  'POST carts/:id/checkout': { takes: ['id', 'body'], does: (id, payment) => unit(() => checkOut(Number(id), payment)) },
});
await serve({ controllers: [controller], onClose: close });
