import { newId } from '@app/kernel';
import { TestBox } from '../../test/kit/test-box';
import { aHeadquarters, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { Uploads } from '../async-service/uploads';
import { listAlarms } from '../sales/alarms';
import { Accounts, type Movement, type NewAccount } from './accounts';
import { GiftCardCalls } from './gift-card-calls';

const HOUR_MS = 3_600_000;
let headquarters: TestHeadquarters;
let accounts: Accounts;
let giftCards: GiftCardCalls;
let box: TestBox;
let cardCount = 0;

beforeAll(async () => {
  headquarters = await aHeadquarters();
  accounts = new Accounts(headquarters.database, headquarters.clock, { reservationMs: HOUR_MS });
  giftCards = new GiftCardCalls(accounts);
  box = new TestBox();
  const { instanceId, channelDatabaseId, boxKey } = box.enrolled;
  await headquarters.database.unitOfWork.run((tx) =>
    tx.run(
      `INSERT INTO {box} (instance_id, channel_database_id, epoch, state, box_key, console_key, software_version, enrolled_at) VALUES (?, ?, 1, 'active', ?, '', '', 0)`,
      [instanceId, channelDatabaseId, boxKey],
    ),
  );
});
afterAll(() => headquarters.dispose());

async function aCard(amount = '50.00'): Promise<string> {
  const cardNumber = `6000${String((cardCount += 1)).padStart(12, '0')}`;
  await accounts.open({ kind: 'gift-card', accountNumber: cardNumber, amount, currency: 'EUR' });
  return cardNumber;
}

const reservation = (cardNumber: string, amount: string) => ({
  operationId: newId(),
  cardNumber,
  amount,
  currency: 'EUR',
  transactionId: newId(),
});
const balanceOf = (cardNumber: string) => giftCards.balance({ cardNumber });
const uploads = () => new Uploads(headquarters.database, headquarters.clock);
const alarmsAbout = async (text: string) =>
  (await listAlarms(headquarters.database.reader, { includeAcknowledged: true }))
    .filter(({ subject }) => subject.includes(text))
    .map(({ kind }) => kind);

/** A sale paid with the reserved card arrives. */
async function payWith({ operationId, cardNumber, amount, transactionId }: ReturnType<typeof reservation>): Promise<void> {
  const tender = { function: 'gift-card', tenderTypeId: 'gift-card', attemptId: operationId, giftCardNumber: cardNumber, amount } as const;
  box.sell({ transactionId, gross: amount, tender });
  await uploads().take(box.enrolled, box.batch());
}

describe('a reservation', () => {
  it('holds money, and is captured once when its sale arrives, however often the batch comes', async () => {
    const card = await aCard();
    const reserve = reservation(card, '20.00');
    expect(await giftCards.reserve(reserve)).toMatchObject({ outcome: 'reserved', amount: '20.00', balanceAfter: '30.00' });
    expect(await balanceOf(card)).toMatchObject({ balance: '50.00', reserved: '20.00' });
    await payWith(reserve);
    await uploads().take(box.enrolled, box.batch());
    expect(await balanceOf(card)).toMatchObject({ balance: '30.00', reserved: '0.00' });
    expect(await accounts.release({ operationId: reserve.operationId })).toEqual({ outcome: 'refused', reason: 'already-captured' });
  });

  it('asked for again after a lost answer is the same reservation, also when both arrive at once', async () => {
    const card = await aCard();
    const reserve = reservation(card, '20.00');
    const answers = await Promise.all([giftCards.reserve(reserve), giftCards.reserve(reserve), giftCards.reserve(reserve)]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await balanceOf(card)).toMatchObject({ reserved: '20.00' });
    await expect(giftCards.reserve({ ...reserve, amount: '21.00' })).rejects.toMatchObject({ code: 'real-time.id-reused' });
  });

  it('never promises more than the card has', async () => {
    const card = await aCard('25.00');
    const answers = await Promise.all([1, 2, 3].map(() => giftCards.reserve(reservation(card, '10.00'))));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['reserved', 'reserved', 'refused']);
    expect(await giftCards.reserve(reservation('6999000000000000', '1.00'))).toEqual({ outcome: 'refused', reason: 'unknown-card' });
    expect(await giftCards.reserve({ ...reservation(card, '1.00'), currency: 'ILS' })).toEqual({
      outcome: 'refused',
      reason: 'other-currency',
    });
    expect(await giftCards.reserve(reservation(card, '0.00'))).toEqual({ outcome: 'refused', reason: 'balance-too-low' });
  });

  it('gives its money back when it is released, and stays released when its own request comes late', async () => {
    const card = await aCard();
    const reserve = reservation(card, '20.00');
    await giftCards.reserve(reserve);
    expect(await accounts.release(reserve)).toEqual({ outcome: 'released' });
    expect(await accounts.release(reserve)).toEqual({ outcome: 'released' });
    expect(await balanceOf(card)).toMatchObject({ reserved: '0.00' });
    const late = reservation(card, '20.00');
    expect(await accounts.release(late)).toEqual({ outcome: 'released' });
    await expect(giftCards.reserve(late)).rejects.toMatchObject({ code: 'real-time.released' });
  });

  it('holds nothing after its time; the sale that names it still counts, and a loss is alarmed', async () => {
    const card = await aCard('20.00');
    const reserve = reservation(card, '20.00');
    await giftCards.reserve(reserve);
    headquarters.pass(2 * HOUR_MS);
    const other = reservation(card, '15.00');
    await giftCards.reserve(other);
    await payWith(other);
    await payWith(reserve);
    expect(await balanceOf(card)).toMatchObject({ balance: '-15.00' });
    expect(await alarmsAbout(reserve.transactionId)).toEqual(['gift-card.overdrawn']);
  });

  it('that nobody made, but a sale names, is alarmed and takes nothing', async () => {
    const card = await aCard();
    const invented = reservation(card, '20.00');
    await payWith(invented);
    expect(await balanceOf(card)).toMatchObject({ balance: '50.00' });
    expect(await alarmsAbout(invented.transactionId)).toEqual(['gift-card.unknown-operation']);
  });
});

describe('issuing a card', () => {
  const issue = () => ({ ...reservation(`7000${newId().slice(-12)}`, '30.00') });

  it('is pending until its sale arrives; until then it pays nothing', async () => {
    const card = issue();
    expect(await giftCards.issue(card)).toEqual({ outcome: 'issued', cardNumber: card.cardNumber, balance: '30.00', currency: 'EUR' });
    expect(await giftCards.issue(card)).toMatchObject({ outcome: 'issued' });
    expect(await giftCards.reserve(reservation(card.cardNumber, '1.00'))).toEqual({ outcome: 'refused', reason: 'not-active' });
    box.sell({ transactionId: card.transactionId, gross: '30.00', giftCardSold: card.cardNumber });
    await uploads().take(box.enrolled, box.batch());
    expect(await balanceOf(card.cardNumber)).toMatchObject({ balance: '30.00', state: 'active' });
  });

  it('can be undone until then, and the number used again', async () => {
    const card = issue();
    await giftCards.issue(card);
    await accounts.release(card);
    expect(await balanceOf(card.cardNumber)).toEqual({ outcome: 'refused', reason: 'unknown-card' });
    expect(await giftCards.issue({ ...card, operationId: newId() })).toMatchObject({ outcome: 'issued' });
  });

  it('is refused for a number that exists and for nothing', async () => {
    const card = await aCard();
    expect(await giftCards.issue(reservation(card, '5.00'))).toEqual({ outcome: 'refused', reason: 'card-exists' });
    expect(await giftCards.issue({ ...issue(), amount: '0.00' })).toEqual({ outcome: 'refused', reason: 'amount-not-allowed' });
  });

  it('that a sale names without its having been asked for is alarmed', async () => {
    const transactionId = box.sell({ gross: '30.00', giftCardSold: '7111222233334444' });
    await uploads().take(box.enrolled, box.batch());
    expect(await alarmsAbout(transactionId)).toEqual(['gift-card.unknown-operation']);
  });
});

describe('an account that is no gift card', () => {
  type Kind = NewAccount['kind'];
  let count = 0;
  const anAccount = async (kind: Kind, amount: string, terms: Partial<NewAccount> = {}): Promise<string> => {
    const accountNumber = `${kind}-${(count += 1)}`;
    await accounts.open({ kind, accountNumber, amount, currency: 'EUR', ...terms });
    return accountNumber;
  };
  const movement = (kind: Kind, accountNumber: string, amount: string): Movement => ({
    operationId: newId(), kind, accountNumber, amount, currency: 'EUR', transactionId: newId(),
  }); // prettier-ignore
  const balance = (kind: Kind, accountNumber: string) => accounts.balance({ kind, accountNumber });

  /** A sale that names the movement arrives: as a payment, or as money that goes back. */
  async function arrives({ operationId, kind, accountNumber, amount, transactionId }: Movement, isRefund = false): Promise<void> {
    const tender = {
      function: kind, tenderTypeId: kind, attemptId: operationId, accountNumber,
      ...(isRefund ? ({ kind: 'refund', amount: `-${amount}` } as const) : ({ kind: 'payment', amount } as const)),
    } as const; // prettier-ignore
    box.sell({ transactionId, gross: isRefund ? `-${amount}` : amount, tender });
    await uploads().take(box.enrolled, box.batch());
  }

  it('of a customer pays up to its credit limit, and owes it when the sale arrives', async () => {
    const customer = await anAccount('customer-account', '0.00', { creditLimit: '100.00' });
    const bought = movement('customer-account', customer, '80.00');
    expect(await accounts.reserve(bought)).toMatchObject({ outcome: 'reserved', balanceAfter: '-80.00' });
    expect(await accounts.reserve(movement('customer-account', customer, '20.01'))).toEqual({ outcome: 'refused', reason: 'credit-limit' });
    await arrives(bought);
    expect(await balance('customer-account', customer)).toMatchObject({ balance: '-80.00', reserved: '0.00', creditLimit: '100.00' });
    const back = movement('customer-account', customer, '30.00');
    expect(await accounts.credit(back)).toEqual({ outcome: 'accepted', amount: '30.00' });
    expect(await accounts.credit(back)).toEqual({ outcome: 'accepted', amount: '30.00' });
    expect(await balance('customer-account', customer)).toMatchObject({ balance: '-80.00' });
    await arrives(back, true);
    expect(await balance('customer-account', customer)).toMatchObject({ balance: '-50.00' });
  });

  it('is a voucher that pays one purchase, and what it does not pay lapses', async () => {
    const voucher = await anAccount('voucher', '10.00');
    const paid = movement('voucher', voucher, '7.00');
    expect(await accounts.reserve(paid)).toMatchObject({ outcome: 'reserved' });
    expect(await accounts.reserve(movement('voucher', voucher, '3.00'))).toEqual({ outcome: 'refused', reason: 'in-use' });
    await arrives(paid);
    expect(await balance('voucher', voucher)).toMatchObject({ state: 'used' });
    expect(await accounts.reserve(movement('voucher', voucher, '3.00'))).toEqual({ outcome: 'refused', reason: 'not-active' });
  });

  it('pays nothing after its last moment', async () => {
    const voucher = await anAccount('voucher', '10.00', { expiresAt: headquarters.clock.now() + HOUR_MS });
    headquarters.pass(HOUR_MS);
    expect(await accounts.reserve(movement('voucher', voucher, '1.00'))).toEqual({ outcome: 'refused', reason: 'expired' });
    expect(await balance('voucher', voucher)).toMatchObject({ state: 'expired' });
  });

  it('is a credit memo for what a return gives back, which pays once the return has arrived', async () => {
    const memo = movement('credit-memo', `M${newId().slice(-12)}`, '15.00');
    expect(await accounts.issue(memo)).toMatchObject({ outcome: 'issued', balance: '15.00' });
    const spent = movement('credit-memo', memo.accountNumber, '15.00');
    expect(await accounts.reserve(spent)).toEqual({ outcome: 'refused', reason: 'not-active' });
    await arrives(memo, true);
    const again = { ...spent, operationId: newId() };
    expect(await accounts.reserve(again)).toMatchObject({ outcome: 'reserved', balanceAfter: '0.00' });
    await arrives(again);
    expect(await balance('credit-memo', memo.accountNumber)).toMatchObject({ balance: '0.00' });
  });

  it('is a credit memo that is gone when its return ends without a sale', async () => {
    const memo = movement('credit-memo', `M${newId().slice(-12)}`, '15.00');
    await accounts.issue(memo);
    expect(await accounts.release(memo)).toEqual({ outcome: 'released' });
    expect(await balance('credit-memo', memo.accountNumber)).toEqual({ outcome: 'refused', reason: 'unknown-account' });
  });

  it('counts points, a part of one as a whole', async () => {
    const card = await anAccount('loyalty', '10.00', { pointsPerUnit: 150 });
    expect(await balance('loyalty', card)).toMatchObject({ points: 1500, balance: '10.00' });
    const paid = movement('loyalty', card, '3.33');
    await accounts.reserve(paid);
    await arrives(paid);
    expect(await balance('loyalty', card)).toMatchObject({ points: 1000, balance: '6.66' });
    expect(await accounts.reserve(movement('loyalty', card, '6.67'))).toEqual({ outcome: 'refused', reason: 'balance-too-low' });
  });

  it('cannot do what its kind does not do, and has terms of its kind', async () => {
    const [voucher, customer] = [await anAccount('voucher', '5.00'), await anAccount('customer-account', '0.00')];
    expect(await accounts.credit(movement('voucher', voucher, '1.00'))).toEqual({ outcome: 'refused', reason: 'not-possible' });
    expect(await accounts.issue(movement('customer-account', customer, '1.00'))).toEqual({ outcome: 'refused', reason: 'not-possible' });
    await expect(anAccount('voucher', '5.00', { creditLimit: '1.00' })).rejects.toMatchObject({ code: 'account.amount-not-allowed' });
    await expect(anAccount('loyalty', '5.00')).rejects.toMatchObject({ details: { field: '/pointsPerUnit' } });
  });

  it('of another kind under the same number is another one', async () => {
    const number = await anAccount('voucher', '5.00');
    expect(await accounts.reserve(movement('credit-memo', number, '1.00'))).toEqual({ outcome: 'refused', reason: 'unknown-account' });
    const asked = movement('voucher', number, '1.00');
    await accounts.reserve(asked);
    await expect(accounts.reserve({ ...asked, kind: 'credit-memo' })).rejects.toMatchObject({ code: 'real-time.id-reused' });
  });
});
