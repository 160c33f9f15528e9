import type { SignedAnswer, SignedCall } from '@app/platform';
import { RealTimeGateway } from './gateway';

const answered = (status: number, body: unknown): SignedAnswer => {
  const bytes = Buffer.from(JSON.stringify(body));
  return { kind: 'answered', status, body: bytes, json: () => body };
};

function gatewayAnswering(answer: SignedAnswer) {
  const calls: SignedCall[] = [];
  const line = { call: async (call: SignedCall) => (calls.push(call), answer) };
  return { gateway: new RealTimeGateway(line), calls };
}

const input = { cardNumber: '4711' };

describe('a real-time call', () => {
  it('has the deadline of its operation and gives the answer it read', async () => {
    const known = { outcome: 'known', balance: '10.00', reserved: '0.00', currency: 'EUR', state: 'active' };
    const { gateway, calls } = gatewayAnswering(answered(200, known));
    expect(await gateway.call('gift-card.balance', input)).toEqual({ kind: 'answered', output: known });
    expect(calls[0]).toMatchObject({ path: '/exchange/v1/real-time/gift-card.balance', deadlineMs: 4_000 });
  });

  it.each([
    ['an answer of another shape', answered(200, { outcome: 'known', balance: 10 })],
    ['a server fault', answered(500, {})],
    ['no answer in time', { kind: 'unreachable', reason: 'deadline', message: '' } as const],
    ['another machine', { kind: 'something-else-answers', status: 200, reason: 'unsigned' } as const],
  ])('may have arrived after %s', async (_, answer) => {
    const { gateway } = gatewayAnswering(answer);
    expect(await gateway.call('gift-card.balance', input)).toMatchObject({ kind: 'unavailable', mayHaveArrived: true });
  });

  it.each([
    ['the breaker', { kind: 'unreachable', reason: 'breaker-open', message: '' } as const],
    ['the bound', { kind: 'unreachable', reason: 'too-many-in-flight', message: '' } as const],
    ['headquarters', answered(403, {})],
  ])('did not arrive when %s refused it', async (_, answer) => {
    const { gateway } = gatewayAnswering(answer);
    expect(await gateway.call('gift-card.balance', input)).toMatchObject({ kind: 'unavailable', mayHaveArrived: false });
  });
});
