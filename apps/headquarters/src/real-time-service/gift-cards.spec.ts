import { newId } from '@app/kernel';
import { TestBox } from '../../test/kit/test-box';
import { aHeadquarters, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { Uploads } from '../async-service/uploads';
import { listAlarms } from '../sales/alarms';
import { GiftCards } from './gift-cards';

const HOUR_MS = 3_600_000;
let headquarters: TestHeadquarters;
let giftCards: GiftCards;
let box: TestBox;
let cardCount = 0;

beforeAll(async () => {
  headquarters = await aHeadquarters();
  giftCards = new GiftCards(headquarters.database, headquarters.clock, { reservationMs: HOUR_MS });
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
  await giftCards.open({ cardNumber, amount, currency: 'EUR' });
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
    expect(await giftCards.release({ operationId: reserve.operationId })).toEqual({ outcome: 'refused', reason: 'already-captured' });
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
    expect(await giftCards.release(reserve)).toEqual({ outcome: 'released' });
    expect(await giftCards.release(reserve)).toEqual({ outcome: 'released' });
    expect(await balanceOf(card)).toMatchObject({ reserved: '0.00' });
    const late = reservation(card, '20.00');
    expect(await giftCards.release(late)).toEqual({ outcome: 'released' });
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
    await giftCards.release(card);
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
