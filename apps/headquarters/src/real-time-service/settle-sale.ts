import type { Tx } from '@app/database';
import type { SaleBody } from '@app/protocol';
import { raiseAlarm, type Alarm } from '../sales/alarms';
import { ACCOUNT_RULES, parseMoney, unitsOf } from './account-rules';
import { activate, changeBalance, findAccount, findOperation, setOperationState, useUp, type AccountName } from './account-store';

export interface ArrivedSale {
  readonly channelDatabaseId: string;
  readonly transactionId: string;
  readonly body: SaleBody;
  readonly now: number;
}

type Tender = SaleBody['tenders'][number] & { readonly attemptId: string };

/**
 * A sale is the truth about accounts: what it gave out becomes active, reservations it names are captured and money it gave back
 * is added, once.
 */
export async function settleSale(tx: Tx, sale: ArrivedSale): Promise<void> {
  for (const line of sale.body.lines) {
    if (line.kind !== 'gift-card' || line.isVoided || !line.giftCardNumber) continue;
    await giveOut(tx, sale, { kind: 'gift-card', accountNumber: line.giftCardNumber });
  }
  for (const tender of sale.body.tenders) if (tender.attemptId) await settleTender(tx, sale, { ...tender, attemptId: tender.attemptId });
}

async function settleTender(tx: Tx, sale: ArrivedSale, tender: Tender): Promise<void> {
  if (tender.function === 'cash' || tender.function === 'card') return;
  const accountNumber = tender.giftCardNumber ?? tender.accountNumber ?? '';
  const name = { kind: tender.function, accountNumber };
  if (tender.kind === 'payment') return capture(tx, sale, tender, name);
  return ACCOUNT_RULES[name.kind].isIssued ? giveOut(tx, sale, name) : giveBack(tx, sale, tender, name);
}

async function giveOut(tx: Tx, sale: ArrivedSale, name: AccountName): Promise<void> {
  if (await activate(tx, name, sale.transactionId)) return;
  await alarm(tx, sale, 'gift-card.unknown-operation', { ...subjectOf(name), what: 'given out without having been issued' });
}

async function capture(tx: Tx, sale: ArrivedSale, tender: Tender, named: AccountName): Promise<void> {
  const operation = await findOperation(tx, tender.attemptId);
  if (operation?.state === 'captured') return;
  const name = { ...named, accountNumber: operation?.accountNumber ?? named.accountNumber };
  const paid = parseMoney(tender.amount, tender.currency);
  const details = { ...subjectOf(name), operationId: tender.attemptId, paid, reserved: operation?.amount ?? null };
  const account = await findAccount(tx, name);
  if (operation?.kind !== 'reserve' || operation.accountKind !== name.kind || !account) {
    return alarm(tx, sale, 'gift-card.unknown-operation', details);
  }
  const units = unitsOf(account, paid);
  await setOperationState(tx, tender.attemptId, 'captured');
  await changeBalance(tx, name, -units);
  if (ACCOUNT_RULES[name.kind].paysOnce) await useUp(tx, name);
  if (operation.amount !== paid) await alarm(tx, sale, 'gift-card.other-amount', details);
  // The reservation had run out or was released, and the money was spent elsewhere: the sale stands, the loss is shown.
  const balance = account.balance - units;
  if (balance < -account.creditLimit) await alarm(tx, sale, 'gift-card.overdrawn', { ...details, balance });
}

async function giveBack(tx: Tx, sale: ArrivedSale, tender: Tender, name: AccountName): Promise<void> {
  const operation = await findOperation(tx, tender.attemptId);
  if (operation?.state === 'captured') return;
  const back = -parseMoney(tender.amount, tender.currency);
  const details = { ...subjectOf(name), operationId: tender.attemptId, paid: -back, reserved: operation?.amount ?? null };
  const account = await findAccount(tx, name);
  if (operation?.kind !== 'credit' || operation.accountKind !== name.kind || !account) {
    return alarm(tx, sale, 'gift-card.unknown-operation', details);
  }
  await setOperationState(tx, tender.attemptId, 'captured');
  await changeBalance(tx, name, unitsOf(account, back));
}

const subjectOf = ({ kind, accountNumber }: AccountName) => ({ account: kind, cardNumber: accountNumber });

async function alarm(tx: Tx, sale: ArrivedSale, kind: Alarm['kind'], details: Alarm['details']): Promise<void> {
  const { channelDatabaseId, transactionId, now } = sale;
  const subject = `${transactionId}/${details.operationId ?? details.cardNumber ?? ''}`;
  await raiseAlarm(tx, { kind, channelDatabaseId, subject, details, at: now });
}
