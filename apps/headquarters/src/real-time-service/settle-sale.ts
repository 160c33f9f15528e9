import type { Tx } from '@app/database';
import { currencyOf, parseAmount } from '@app/kernel';
import type { SaleBody } from '@app/protocol';
import { raiseAlarm, type Alarm } from '../sales/alarms';
import { activateCard, findCard, findOperation, setOperationState, takeFromCard } from './gift-card-store';

export interface ArrivedSale {
  readonly channelDatabaseId: string;
  readonly transactionId: string;
  readonly body: SaleBody;
  readonly now: number;
}

/** A sale is the truth about its gift cards: cards it sold become active, reservations it names are captured, once. */
export async function settleSale(tx: Tx, sale: ArrivedSale): Promise<void> {
  for (const line of sale.body.lines) {
    if (line.kind === 'gift-card' && !line.isVoided && line.giftCardNumber) await activate(tx, sale, line.giftCardNumber);
  }
  for (const tender of sale.body.tenders) {
    if (tender.function === 'gift-card' && tender.kind === 'payment' && tender.attemptId) {
      await capture(tx, sale, { ...tender, attemptId: tender.attemptId });
    }
  }
}

async function activate(tx: Tx, sale: ArrivedSale, cardNumber: string): Promise<void> {
  const operationId = await activateCard(tx, { cardNumber, transactionId: sale.transactionId });
  if (!operationId) await alarm(tx, sale, 'gift-card.unknown-operation', { cardNumber, what: 'sold without having been issued' });
}

type GiftCardTender = SaleBody['tenders'][number] & { attemptId: string };

async function capture(tx: Tx, sale: ArrivedSale, tender: GiftCardTender): Promise<void> {
  const operation = await findOperation(tx, tender.attemptId);
  const cardNumber = operation?.cardNumber ?? tender.giftCardNumber;
  if (operation?.state === 'captured') return;
  const paid = parseAmount(tender.amount, currencyOf(tender.currency).minorDigits);
  const details = { cardNumber, operationId: tender.attemptId, paid, reserved: operation?.amount ?? null };
  if (operation?.kind !== 'reserve' || !cardNumber) return alarm(tx, sale, 'gift-card.unknown-operation', details);
  await setOperationState(tx, tender.attemptId, 'captured');
  await takeFromCard(tx, cardNumber, paid);
  if (operation.amount !== paid) await alarm(tx, sale, 'gift-card.other-amount', details);
  const card = await findCard(tx, cardNumber);
  // The reservation had run out or was released, and the money was spent elsewhere: the sale stands, the loss is shown.
  if (card && card.balance < 0) await alarm(tx, sale, 'gift-card.overdrawn', { ...details, balance: card.balance });
}

async function alarm(tx: Tx, sale: ArrivedSale, kind: Alarm['kind'], details: Alarm['details']): Promise<void> {
  const { channelDatabaseId, transactionId, now } = sale;
  const subject = `${transactionId}/${details.operationId ?? details.cardNumber ?? ''}`;
  await raiseAlarm(tx, { kind, channelDatabaseId, subject, details, at: now });
}
