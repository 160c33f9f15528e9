import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { amount, newId } from '@app/kernel';
import { HttpCardTerminal } from './http-card-terminal';

let server: Server;
let answer: { status: number; body: unknown } | 'silence' | 'cut';
let terminal: HttpCardTerminal;
let impatient: HttpCardTerminal;

beforeAll(async () => {
  server = createServer((_, response) => {
    if (answer === 'silence') return;
    if (answer === 'cut') return void response.destroy();
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  terminal = new HttpCardTerminal({ url, payDeadlineMs: 30_000, askDeadlineMs: 30_000 });
  impatient = new HttpCardTerminal({ url, payDeadlineMs: 300, askDeadlineMs: 300 });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const payment = { attemptId: newId(), terminalId: 't1', amount: amount(1230), currency: 'EUR' };
const said = (change: object = {}) => ({
  status: 200,
  body: { attemptId: payment.attemptId, outcome: 'approved', amount: '12.30', authorization: 'A1', cardLastDigits: '4242', reason: null, ...change },
}); // prettier-ignore

describe('an answer of the terminal', () => {
  it.each([
    ['approved', said(), { kind: 'approved', amount: 1230, authorization: 'A1', cardLastDigits: '4242' }],
    ['approved in part', said({ outcome: 'part-approved', amount: '6.00' }), { kind: 'part-approved', amount: 600 }],
    ['declined', said({ outcome: 'declined', reason: 'stolen' }), { kind: 'declined', reason: 'stolen' }],
    ['in progress', said({ outcome: 'in-progress' }), { kind: 'unclear' }],
    ['of another attempt', said({ attemptId: newId() }), { kind: 'unclear' }],
    ['with another amount', said({ amount: '12.31' }), { kind: 'unclear' }],
    ['with a part that is the whole', said({ outcome: 'part-approved' }), { kind: 'unclear' }],
    ['in money that does not exist', said({ amount: '12.3001' }), { kind: 'unclear' }],
    ['of a word nobody knows', said({ outcome: 'maybe' }), { kind: 'unclear' }],
    ['that is not JSON', { status: 200, body: '<html>' }, { kind: 'unclear' }],
    ['that is an error', { status: 500, body: {} }, { kind: 'unclear' }],
  ])('%s is read against what was asked', async (_, given, expected) => {
    answer = given;
    expect(await terminal.pay(payment)).toMatchObject(expected);
  });

  it.each([['silence'], ['cut']] as const)('that is %s leaves everything open', async (how) => {
    answer = how;
    expect((await impatient.pay(payment)).kind).toBe('unclear');
    expect((await impatient.whatBecameOfPayment(payment)).kind).toBe('unclear');
  });
});

describe('the question what became of an attempt', () => {
  it('is closed by the word of the terminal only, not by anybody who answers 404', async () => {
    answer = { status: 404, body: { code: 'attempt.unknown', message: '' } };
    expect(await terminal.whatBecameOfPayment(payment)).toEqual({ kind: 'declined', reason: 'never-charged' });
    answer = { status: 404, body: { error: 'no such page' } };
    expect((await terminal.whatBecameOfPayment(payment)).kind).toBe('unclear');
    answer = { status: 404, body: '<html>' };
    expect((await terminal.whatBecameOfPayment(payment)).kind).toBe('unclear');
  });

  it('is read in the currency asked', async () => {
    const yen = { ...payment, amount: amount(1230), currency: 'JPY' };
    answer = said({ amount: '1230' });
    expect(await terminal.whatBecameOfPayment(yen)).toMatchObject({ kind: 'approved', amount: 1230 });
    answer = said({ outcome: 'reversed', amount: '1230' });
    expect(await terminal.giveBack({ ...yen, ofAttemptId: newId() })).toMatchObject({ kind: 'approved' });
  });
});

it('an order to nobody is declined, a question to nobody stays open', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
  await new Promise((resolve) => gone.close(resolve));
  const nobody = new HttpCardTerminal({ url, payDeadlineMs: 300, askDeadlineMs: 300 });
  expect(await nobody.pay(payment)).toEqual({ kind: 'declined', reason: 'terminal-unreachable' });
  expect((await nobody.whatBecameOfPayment(payment)).kind).toBe('unclear');
});
