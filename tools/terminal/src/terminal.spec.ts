import { newId } from '@app/kernel';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Behaviour } from './behaviour';
import { Ledger } from './ledger';
import { movements } from './movements';
import { OtherContent, Terminal } from './terminal';

let folder: string;
let ledger: Ledger;
const opened: Ledger[] = [];
let behaviour: Behaviour;
let terminal: Terminal;

/** The terminal after its process died: only the file is left of it. */
function restart() {
  ledger = Ledger.open(join(folder, 'ledger.jsonl'));
  opened.push(ledger);
  behaviour = new Behaviour(true);
  terminal = new Terminal(ledger, behaviour);
}

const aPayment = (amount = '12.30') => ({ attemptId: newId(), amount, currency: 'EUR', terminalId: 'T1' });
const charged = () => movements(ledger.entries).charges;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  restart();
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  rmSync(folder, { recursive: true });
});

it('charges an attempt once, however often it is asked', async () => {
  const payment = aPayment();
  const [first, second] = await Promise.all([terminal.pay(payment), terminal.pay(payment)]);
  expect(first.answer).toMatchObject({ outcome: 'approved', amount: '12.30' });
  expect(second.answer).toEqual(first.answer);
  restart();
  expect((await terminal.pay(payment)).answer).toEqual(first.answer);
  expect(charged()).toHaveLength(1);
});

it('refuses a known attempt with another amount', async () => {
  const payment = aPayment();
  await terminal.pay(payment);
  await expect(terminal.pay({ ...payment, amount: '1.00' })).rejects.toThrow(OtherContent);
});

it.each([
  ['12.91', 'declined', '0.00', 'answer'],
  ['12.92', 'part-approved', '6.46', 'answer'],
  ['12.94', 'approved', '12.94', 'silence'],
  ['12.95', 'declined', '0.00', 'silence'],
  ['12.96', 'approved', '12.96', 'cut'],
])('treats %s as its ending says', async (amount, outcome, took, delivery) => {
  const payment = aPayment(amount);
  const decided = await terminal.pay(payment);
  expect(decided).toMatchObject({ answer: { outcome, amount: took }, delivery });
  expect(terminal.paymentOf(payment.attemptId)).toEqual(decided.answer);
});

it('declines what it once said it does not know', async () => {
  const payment = aPayment();
  expect(terminal.paymentOf(payment.attemptId)).toBeUndefined();
  restart();
  expect((await terminal.pay(payment)).answer).toMatchObject({ outcome: 'declined', reason: 'closed-by-query' });
  expect(charged()).toEqual([]);
});

it('says in progress while the customer is busy, and declines when it died meanwhile', async () => {
  const payment = aPayment('1.93');
  behaviour.change({ slowMs: 40 });
  const slow = terminal.pay(payment);
  expect(terminal.paymentOf(payment.attemptId)).toMatchObject({ outcome: 'in-progress' });
  restart();
  expect(terminal.paymentOf(payment.attemptId)).toMatchObject({ outcome: 'declined', reason: 'interrupted' });
  await slow;
});

it('gives back no more than was charged', async () => {
  const payment = aPayment('10.00');
  await terminal.pay(payment);
  const back = (amount: string) => ({ attemptId: newId(), ofAttemptId: payment.attemptId, amount });
  const first = back('6.00');
  expect((await terminal.reverse(first)).answer).toMatchObject({ outcome: 'reversed', amount: '6.00' });
  expect((await terminal.reverse(first)).answer).toMatchObject({ outcome: 'reversed' });
  expect((await terminal.reverse(back('5.00'))).answer).toMatchObject({ outcome: 'refused', reason: 'exceeds-payment' });
  expect((await terminal.reverse({ ...back('1.00'), ofAttemptId: newId() })).answer).toMatchObject({ reason: 'unknown-payment' });
  expect(movements(ledger.entries).reversals).toHaveLength(1);
});

it('forgets half a line that a crash left behind', async () => {
  await terminal.pay(aPayment());
  appendFileSync(join(folder, 'ledger.jsonl'), '{"what":"payment-be');
  restart();
  await terminal.pay(aPayment());
  restart();
  expect(charged()).toHaveLength(2);
});
