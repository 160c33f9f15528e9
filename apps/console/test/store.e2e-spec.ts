import { AConsole } from './kit/a-console';
import { statusOfStore } from './kit/scale-unit-peer';

const LINE = `ABCD-EFGH@https://headquarters.example:7300#${'a'.repeat(64)}`;

describe('what the console says and does', () => {
  const box = new AConsole();
  const { get, post, peer, observe } = box;
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());

  it('tells a box without a store from one that is silent', async () => {
    await observe();
    expect((await get('/status')).body).toMatchObject({ verdict: 'not-selling', observation: { status: { box: { state: 'new' } } } });
  });

  it('shows the store before it becomes that store', async () => {
    const preview = await post('/enrolment/preview', { line: LINE });
    expect(preview.body).toEqual({
      stores: [{ channelId: '0042', name: 'Riverside 0042', address: '1 River Street' }],
      isReplacement: false,
    });
    expect((await post('/enrolment', { line: LINE })).status).toBe(204);
    expect(peer.requests.map(({ path }) => path)).toEqual(['/enrolment/preview', '/enrolment/confirm']);
    expect(peer.requests[0]!.body).toEqual({
      code: 'ABCD-EFGH',
      headquartersUrl: 'https://headquarters.example:7300',
      fingerprint: 'a'.repeat(64),
    });
    expect((await get('/status')).body).toMatchObject({ verdict: 'selling' });
  });

  it('refuses a line that is no code from headquarters', async () => {
    const answer = await post('/enrolment/preview', { line: 'ABCD@http://headquarters' });
    expect(answer.body).toMatchObject({ status: 400, code: 'request.invalid', field: '/line' });
  });

  it('hands on what the scale unit refuses, under its reason', async () => {
    peer.refuseNext = { status: 503, code: 'headquarters.unreachable', detail: 'no line' };
    expect((await post('/enrolment/preview', { line: LINE })).body).toMatchObject({
      status: 409,
      code: 'scale-unit.refused',
      parameters: { reason: 'headquarters.unreachable' },
    });
  });

  it('shows how old the data of each job is and what waits', async () => {
    const { status, body } = await get('/exchange');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      jobs: [
        { job: '1020', name: 'Prices and discounts', rowCount: 34, quarantinedCount: 1 },
        { job: '1010', name: 'Customers' },
      ],
      upload: { waitingAmounts: { EUR: '12.30' } },
    });
  });

  it('shows the copies of the store, makes and proves one, and tells what opens them', async () => {
    peer.requests.length = 0;
    expect((await get('/backups')).body).toMatchObject({ folder: '/mnt/stick', copies: [{ sales: 2, canOpen: true }] });
    expect((await post('/backups')).status).toBe(202);
    expect((await post('/backups/drill', { name: 'one' })).status).toBe(202);
    expect(peer.requests).toEqual([
      { path: '/backups', body: undefined },
      { path: '/backups/drill', body: { name: 'one' } },
    ]);
    expect((await get('/recovery-code')).body).toEqual({ code: 'AAAA-BBBB' });
  });

  it('issues a code, shuts a device out and decides a payment through the scale unit', async () => {
    peer.requests.length = 0;
    const code = await post('/activation-codes', { channelId: '0042', registerId: '3' });
    expect(code.body).toEqual({ activationCode: '7KQ2M9XD', expiresAt: expect.any(Number) });
    expect((await post('/devices/device-1/revoke')).status).toBe(204);
    expect((await post('/card-payments/a1/decide', { outcome: 'charged', note: 'on the slip' })).status).toBe(204);
    expect(peer.requests.map(({ path }) => path)).toEqual(['/activation-codes', '/devices/device-1/revoke', '/tender-attempts/a1/decide']);
  });

  it('never stores a card number somebody writes beside a decision', async () => {
    const answer = await post('/card-payments/a1/decide', { outcome: 'charged', note: 'card 4111 1111 1111 1111' });
    expect(answer.body).toMatchObject({ status: 422, code: 'request.card-number', field: '/note' });
  });

  it('keeps what was known, with its age, when the scale unit is silent', async () => {
    peer.status = {
      ...statusOfStore(),
      upload: { waitingCount: 42, waitingAmounts: { EUR: '1870.20' }, oldestAt: 1, lastAcknowledgedAt: 1 },
    };
    await observe();
    await peer.stop();
    box.aheadMs += 60_000;
    await observe();
    box.aheadMs += 60_000;
    const { body } = await get('/status');
    expect(body).toMatchObject({
      verdict: 'not-selling',
      failure: 'The scale unit does not answer.',
      observation: { isUnitAnswering: false, status: { upload: { waitingCount: 42, waitingAmounts: { EUR: '1870.20' } } } },
    });
    expect(body.observation.at - body.observation.statusAt).toBeGreaterThanOrEqual(120_000);
    expect((await post('/activation-codes', { channelId: '0042', registerId: '3' })).body).toMatchObject({
      status: 503,
      code: 'scale-unit.unreachable',
      retryable: true,
    });
  });
});
