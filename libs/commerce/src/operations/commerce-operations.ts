import { ask, callOut, read, write } from './define-operation';

const session = {
  activateDevice: write({ id: 'device.activate', summary: 'Bind a device to a register with a one-time code', caller: 'anonymous', audit: 'device-activated', idempotency: 'none' }),
  logOn: write({ id: 'session.log-on', summary: 'Begin an employee session with a PIN', caller: 'device', audit: 'log-on', idempotency: 'none', retry: 'safe' }),
  logOff: write({ id: 'session.log-off', summary: 'End the session', audit: 'log-off', idempotency: 'none', retry: 'safe' }),
  lock: write({ id: 'session.lock', summary: 'Lock the register and keep the cart', idempotency: 'none', retry: 'safe' }),
  unlock: write({ id: 'session.unlock', summary: 'Unlock the register with the same PIN', caller: 'device', idempotency: 'none', retry: 'safe' }),
  approve: write({ id: 'session.approve', summary: 'Let a second person allow one operation', audit: 'override-approved', idempotency: 'none', retry: 'safe' }),
  showHeads: write({ id: 'session.heads', summary: 'Show how far the history of the register goes', idempotency: 'none', retry: 'safe' }),
  showSession: read({ id: 'session.show', summary: 'Who is logged on', caller: 'device' }),
  postCapsules: write({ id: 'capsule.post', summary: 'Give sale records back to a box that lost them', caller: 'device', audit: 'capsules-posted', idempotency: 'none', retry: 'safe' }),
}; // prettier-ignore

const register = {
  bootstrap: read({ id: 'register.bootstrap', summary: 'Everything a register needs to start', caller: 'device' }),
  listNotices: read({ id: 'notice.list', summary: 'What is limited now, and what to tell customers', caller: 'device' }),
  listOperations: read({ id: 'operation.list', summary: 'All operations and whether they work now', caller: 'device' }),
  streamEvents: read({ id: 'event.stream', summary: 'What changed, as it changes', caller: 'device' }),
  showUploadState: read({ id: 'upload.state', summary: 'Up to where headquarters has everything', caller: 'device' }),
  scan: read({ id: 'scan.resolve', summary: 'What a scanned text is' }),
  showProduct: read({ id: 'product.show', summary: 'One product' }),
  listProducts: read({ id: 'product.list', summary: 'Products page by page' }),
  checkPrice: read({ id: 'product.check-price', summary: 'What a product costs, and why', caller: 'device' }),
  searchProducts: read({ id: 'product.search', summary: 'Products by words, article number or part of a barcode' }),
  feedProducts: read({ id: 'product.feed', summary: 'All products of a catalog version, one per line', caller: 'device' }),
}; // prettier-ignore

const cart = {
  calculate: read({ id: 'calculation.make', summary: 'Price a whole basket without keeping it', caller: 'device' }),
  createCart: write({ id: 'cart.create', summary: 'Begin a cart', permission: 'sell', idempotency: 'none' }),
  showCart: read({ id: 'cart.show', summary: 'A cart with its amounts and open requirements', permission: 'sell' }),
  explainCart: read({ id: 'cart.explain', summary: 'Why a cart costs what it costs', permission: 'sell' }),
  addLine: write({ id: 'cart.add-line', summary: 'Add a product', permission: 'sell', idempotency: 'none' }),
  changeLine: write({ id: 'cart.change-line', summary: 'Set quantity, weight or keyed price of a line', permission: 'sell', idempotency: 'none' }),
  voidLine: write({ id: 'cart.void-line', summary: 'Void a line', permission: 'void-line', override: 'second-person', idempotency: 'none' }),
  overrideTaxes: write({ id: 'cart.override-taxes', summary: 'Choose other taxes for a sale', permission: 'change-taxes', override: 'second-person', audit: 'taxes-changed', idempotency: 'none' }),
  overrideLineTaxes: write({ id: 'cart.override-line-taxes', summary: 'Choose other taxes for a line', permission: 'change-taxes', override: 'second-person', audit: 'taxes-changed', idempotency: 'none' }),
  discountSale: write({ id: 'cart.discount', summary: 'Take something off a whole sale, or take that back', permission: 'give-discount', override: 'second-person', audit: 'discount-given', idempotency: 'none' }),
  discountLine: write({ id: 'cart.discount-line', summary: 'Take something off a line, or take that back', permission: 'give-discount', override: 'second-person', audit: 'discount-given', idempotency: 'none' }),
  withholdOffers: write({ id: 'cart.withhold-offers', summary: 'Let no offer count in a sale, or take that back', permission: 'give-discount', override: 'second-person', audit: 'offers-withheld', idempotency: 'none' }),
  overridePrice: write({ id: 'cart.override-price', summary: 'Set the price of a line, or take that back', permission: 'override-price', override: 'second-person', audit: 'price-overridden', idempotency: 'none' }),
  lookUpCustomers: read({ id: 'customer.look-up', summary: 'Customers by number, loyalty card or telephone', permission: 'look-up-customers' }),
  nameCustomer: write({ id: 'cart.name-customer', summary: 'Say who buys, or that nobody is named', permission: 'sell', idempotency: 'none' }),
  addLoyaltyCard: write({ id: 'cart.add-loyalty-card', summary: 'Add a loyalty card, or take it out', permission: 'sell', idempotency: 'none' }),
  setAffiliations: write({ id: 'cart.set-affiliations', summary: 'Say which groups the buyer belongs to', permission: 'set-affiliations', override: 'second-person', audit: 'affiliations-set', idempotency: 'none' }),
  addCoupon: write({ id: 'cart.add-coupon', summary: 'Add a coupon by its code', permission: 'sell', idempotency: 'none' }),
  removeCoupon: write({ id: 'cart.remove-coupon', summary: 'Take a coupon out of a cart', permission: 'sell', idempotency: 'none' }),
  answer: write({ id: 'cart.answer', summary: 'Answer a requirement', permission: 'sell', idempotency: 'none' }),
  addGiftCardLine: write({ id: 'cart.add-gift-card', summary: 'Sell or load a gift card', permission: 'sell-gift-card', connectivity: 'needs-headquarters', connector: 'hub', deadlineMs: 4_000, fallback: 'refuse' }),
  intendTender: write({ id: 'cart.intend-tender', summary: 'Say what the customer means to pay with', permission: 'sell', idempotency: 'none' }),
  addTender: write({ id: 'cart.add-tender', summary: 'Take or give cash', permission: 'sell' }),
  voidTender: write({ id: 'cart.void-tender', summary: 'Take back a payment; a card payment is reversed first', permission: 'sell', audit: 'tender-voided' }),
  checkout: write({ id: 'cart.checkout', summary: 'Finish a paid cart as a sale', permission: 'sell' }),
  voidCart: write({ id: 'cart.void', summary: 'End a cart without a sale', permission: 'void-transaction', override: 'second-person' }),
  suspendCart: write({ id: 'cart.suspend', summary: 'Put a basket aside for any register of the store', permission: 'suspend-transaction', override: 'second-person', audit: 'cart-suspended' }),
  quoteCart: write({ id: 'cart.quote', summary: 'Put a basket aside as a quotation whose prices hold', permission: 'sell' }),
  recallCart: write({ id: 'cart.recall', summary: 'Go on with a suspended basket, at the prices of now', permission: 'suspend-transaction', override: 'second-person', audit: 'cart-recalled' }),
  showSlip: read({ id: 'cart.suspended-slip', summary: 'The slip of a suspended basket', permission: 'sell' }),
  listSuspended: read({ id: 'cart.list-suspended', summary: 'Baskets that wait to be recalled', permission: 'sell' }),
  placeOrder: write({ id: 'cart.place-order', summary: 'Order goods of a cart, to be picked up or shipped', permission: 'sell' }),
  withdrawOrder: write({ id: 'cart.withdraw-order', summary: 'Carry all goods of a cart out after all', permission: 'sell' }),
  listOrders: read({ id: 'order.list', summary: 'Customer orders of which something waits', permission: 'sell' }),
  findOrder: read({ id: 'order.find', summary: 'A customer order by the receipt of its deposit', permission: 'sell' }),
  showOrder: read({ id: 'order.show', summary: 'A customer order and what of it waits', permission: 'sell' }),
  handOverOrder: write({ id: 'order.hand-over', summary: 'Hand over goods of a customer order', permission: 'sell' }),
  cancelOrder: write({ id: 'order.cancel', summary: 'Cancel what waits of a customer order and give the deposit back', permission: 'cancel-order', override: 'second-person', audit: 'order-cancelled' }),
  overrideRefund: write({ id: 'cart.override-refund', summary: 'Let a refund go to another tender than the policy names', permission: 'override-refund-policy', override: 'second-person', audit: 'refund-policy-overridden' }),
  sell: write({ id: 'sale.create', summary: 'Sell a whole basket in one request', permission: 'sell' }),
  addReturnLines: write({ id: 'cart.add-return', summary: 'Add goods of an earlier sale that come back: an exchange', permission: 'return-with-receipt', override: 'second-person', audit: 'return-begun' }),
  addBlindReturn: write({ id: 'cart.add-blind-return', summary: 'Add goods that come back without a receipt', permission: 'return-without-receipt', override: 'second-person', audit: 'blind-return' }),
  beginReturn: write({ id: 'return.begin', summary: 'Begin a return by receipt', permission: 'return-with-receipt', override: 'second-person', audit: 'return-begun' }),
}; // prettier-ignore

const tenderAttempt = {
  startTenderAttempt: callOut({ id: 'tender-attempt.start', summary: 'Pay or give back by card or from an account at headquarters', permission: 'take-card-payment', missingWhenAway: 'accounts' }),
  showTenderAttempt: read({ id: 'tender-attempt.show', summary: 'The state of a payment attempt', permission: 'take-card-payment' }),
  resolveTenderAttempt: callOut({ id: 'tender-attempt.resolve', summary: 'Ask the terminal how an unclear payment ended', permission: 'take-card-payment' }),
  reverseTenderAttempt: callOut({ id: 'tender-attempt.reverse', summary: 'Give a card payment back', permission: 'take-card-payment', audit: 'payment-reversed', missingWhenAway: 'accounts' }),
  reportTenderAttempt: write({ id: 'tender-attempt.report', summary: 'Report a payment the register drove itself', permission: 'take-card-payment' }),
  decideTenderAttempt: write({ id: 'tender-attempt.decide', summary: 'Record how an unclear payment ended', permission: 'resolve-card-payment', override: 'second-person', audit: 'payment-decided' }),
  showAccountBalance: ask({ id: 'account.balance', summary: 'What is left on a credit memo, voucher, customer account or loyalty card', permission: 'sell' }),
  showGiftCardBalance: ask({ id: 'gift-card.balance', summary: 'What is left on a gift card', permission: 'sell' }),
}; // prettier-ignore

const transaction = {
  showTransaction: read({ id: 'transaction.show', summary: 'A finished sale', permission: 'look-up-transactions' }),
  explainTransaction: read({ id: 'transaction.explain', summary: 'Why a sale cost what it cost, from its record', permission: 'look-up-transactions' }),
  listTransactions: read({ id: 'transaction.list', summary: 'Finished sales, newest first', permission: 'look-up-transactions' }),
  showReceipt: read({ id: 'transaction.receipt', summary: 'The receipt of a sale; on paper until its original is printed', permission: 'sell' }),
  copyReceipt: read({ id: 'transaction.receipt-copy', summary: 'A counted copy of a receipt', permission: 'reprint-receipt', override: 'second-person' }),
  mailReceipt: read({ id: 'transaction.receipt-email', summary: 'A receipt as a mail to send', permission: 'sell' }),
  listPrints: read({ id: 'transaction.list-prints', summary: 'What was printed of a sale', permission: 'sell' }),
  reportPrint: write({ id: 'transaction.report-print', summary: 'Say how the print of a receipt ended', permission: 'sell', audit: 'receipt-copied' }),
}; // prettier-ignore

const shift = {
  openShift: write({ id: 'shift.open', summary: 'Open a shift with its float', permission: 'open-shift' }),
  listShifts: read({ id: 'shift.list', summary: 'Shifts of the store', permission: 'sell' }),
  showShift: read({ id: 'shift.show', summary: 'A shift', permission: 'sell' }),
  moveCash: write({ id: 'shift.move-cash', summary: 'Pay in, pay out or drop cash into the safe', permission: 'move-cash', override: 'second-person' }),
  countShift: write({ id: 'shift.count', summary: 'State what is in the drawer, without seeing what is expected', permission: 'count-drawer' }),
  closeShift: write({ id: 'shift.close', summary: 'Close the shift and make its Z report', permission: 'close-shift', override: 'second-person' }),
  showXReport: read({ id: 'shift.x-report', summary: 'The shift so far', permission: 'print-x-report', override: 'second-person' }),
  showZReport: read({ id: 'shift.z-report', summary: 'The closed shift', permission: 'print-z-report', override: 'second-person' }),
  proveShift: read({ id: 'shift.proof', summary: 'Whether headquarters has every record of the shift', permission: 'close-shift', missingWhenAway: 'fresh-answer' }),
}; // prettier-ignore

/** Everything the commerce API can do; a route without one of these does not start. */
export const COMMERCE_OPERATIONS = { ...session, ...register, ...cart, ...tenderAttempt, ...transaction, ...shift };
