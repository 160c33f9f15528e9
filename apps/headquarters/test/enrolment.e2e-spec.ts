import { ModulesContainer } from '@nestjs/core';
import { controllersOf, FirstContact, scanRoutes } from '@app/platform';
import { newNonce, signRequest, verifyAnswer, type EnrolmentAnswer } from '@app/protocol';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { DEADLINE, exchangeWith } from './kit/enrolled-box';
import { answered, servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import { TestBox } from './kit/test-box';

let headquarters: ServedHeadquarters;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const { call, issueCode, enrolledBox, upload } = exchangeWith(() => headquarters);

describe('enrolment', () => {
  it('shows the store before the code is redeemed, and gives what a box needs', async () => {
    const code = await issueCode({ isReplacement: false });
    const box = new TestBox();
    const preview = await call(box, 'POST', 'enrolments/preview', { code, serial: null });
    expect(preview.body).toMatchObject({
      channelDatabaseId: 'harbour',
      isReplacement: false,
      channels: [{ name: 'Harbour Market Dublin' }, { address: '2 Shop Street, Galway' }],
    });
    const { status, body } = await call<EnrolmentAnswer>(box, 'POST', 'enrolments', box.enrolmentRequest(code.toLowerCase()));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      channelDatabaseId: 'harbour',
      epoch: 1,
      dataGroupId: 'harbour',
      headquartersKey: headquarters.signingKey.publicKey,
    });
    expect(Object.keys(body.peppers)).toEqual(['harbour']);
  });

  it('answers the same code with the same key the same again, and refuses another key', async () => {
    const [box, other] = [new TestBox(), new TestBox()];
    const code = await issueCode();
    const first = await call<EnrolmentAnswer>(box, 'POST', 'enrolments', box.enrolmentRequest(code));
    expect(await call(box, 'POST', 'enrolments', box.enrolmentRequest(code))).toEqual(first);
    expect(await call(other, 'POST', 'enrolments', other.enrolmentRequest(code))).toMatchObject({
      status: 409,
      body: { code: 'enrolment.code-used' },
    });
  });

  it('with a replacement code raises the epoch; the old box hands in what it has and gets nothing more', async () => {
    const old = await enrolledBox();
    old.sell();
    const next = await enrolledBox();
    expect(next.epoch).toBe(old.epoch + 1);
    expect(await call(old, 'GET', 'sessions')).toMatchObject({ status: 403, body: { code: 'box.superseded' } });
    expect(await upload(old)).toMatchObject({ result: 'superseded', acknowledgedCounter: 1 });
    expect(await call(old, 'POST', 'uploads/head', { box: old.identity })).toMatchObject({
      body: { acknowledgedCounter: 1, isSuperseded: true },
    });
  });

  it('refuses unknown, expired and other machines’ codes, and a second plain code for a store that has a box', async () => {
    const box = new TestBox();
    const redeem = (code: string, serial: string | null = null) => call(box, 'POST', 'enrolments', box.enrolmentRequest(code, serial));
    expect(await redeem('ABCD-EFGH-JKMN')).toMatchObject({ status: 404, body: { code: 'enrolment.code-unknown' } });
    expect(await redeem(await issueCode({ serial: 'SN-1' }), 'SN-2')).toMatchObject({
      status: 403,
      body: { code: 'enrolment.other-serial' },
    });
    await expect(issueCode({ isReplacement: false })).rejects.toMatchObject({ code: 'enrolment.box-exists' });
    await expect(issueCode({ lifeMs: 1_000 })).rejects.toMatchObject({ code: 'enrolment.life-not-allowed' });
  });

  it('must be signed by the very key that is enrolled', async () => {
    const [box, thief] = [new TestBox(), new TestBox()];
    const request = { ...thief.enrolmentRequest(await issueCode()), boxKey: box.enrolmentRequest('').boxKey };
    expect(await call(thief, 'POST', 'enrolments', request)).toMatchObject({ status: 401, body: { code: 'auth.invalid' } });
  });

  it('begins with a pinned authority and a signed time', async () => {
    const contact = await FirstContact.open(headquarters.baseUrl, headquarters.service.certificate.authorityFingerprint);
    expect(contact.authority).toContain('BEGIN CERTIFICATE');
    const nonce = newNonce();
    const answer = await contact.ask({ method: 'GET', path: `/exchange/v1/time?nonce=${nonce}` });
    await contact.close();
    expect(verifyAnswer(answer, headquarters.signingKey.publicKey, nonce)).toEqual({ ok: true });
    const body = JSON.parse(answer.body.toString()) as { nonce: string; now: number };
    expect(body.nonce).toBe(nonce);
    expect(Math.abs(body.now - Date.now())).toBeLessThan(5_000);
  });
});

describe('a request', () => {
  it('of a route for boxes is refused without a signature, whatever the route', async () => {
    const routes = scanRoutes(controllersOf(headquarters.service.app.get(ModulesContainer))).filter(
      ({ operation }) => operation?.caller === 'box',
    );
    expect(routes.length).toBe(14);
    for (const { method, path } of routes) {
      const url = path.replace(/:\w+/g, '01999999-9999-7999-8999-999999999999');
      const answer = await headquarters.service.app.inject({ method: method as 'GET', url, ...(method === 'POST' && { payload: {} }) });
      expect({ path, status: answer.statusCode }).toEqual({ path, status: 401 });
    }
  });

  it('is refused when nobody enrolled signed it, when it is old, and when it was sent before', async () => {
    const box = await enrolledBox();
    expect(await call(new TestBox(), 'GET', 'sessions')).toMatchObject({ status: 401, body: { code: 'auth.required' } });
    const late = headquarters.client(box.key, { now: () => Date.now() - 600_000 });
    expect(answered(await late.call({ method: 'GET', path: '/exchange/v1/sessions', ...DEADLINE }))).toMatchObject({
      status: 401,
      body: { code: 'auth.expired' },
    });
    const headers = signRequest({ method: 'GET', target: '/exchange/v1/sessions', body: '' }, box.key, {
      now: Date.now(),
      nonce: newNonce(),
    });
    const inject = () => headquarters.service.app.inject({ method: 'GET', url: '/exchange/v1/sessions', headers });
    expect((await inject()).statusCode).toBe(200);
    expect((await inject()).statusCode).toBe(401);
  });

  it('is refused when a byte of its body is another', async () => {
    const box = await enrolledBox();
    const path = '/exchange/v1/uploads/head';
    const headers = signRequest({ method: 'POST', target: path, body: '{"box":1}' }, box.key, { now: Date.now(), nonce: newNonce() });
    const answer = await headquarters.service.app.inject({
      method: 'POST',
      url: path,
      headers: { ...headers, 'content-type': 'application/json' },
      payload: '{"box":2}',
    });
    expect(answer.json()).toMatchObject({ code: 'auth.invalid', detail: expect.stringContaining('wrong-digest') as string });
  });

  it('of the console’s key may only be a heartbeat', async () => {
    const box = await enrolledBox();
    const client = headquarters.client(box.consoleKey);
    const beat = {
      at: Date.now(),
      channelDatabaseId: 'harbour',
      softwareVersion: '0.1.0',
      isUnitRunning: false,
      waitingSales: 3,
      waitingAmounts: { EUR: '1234' },
      oldestWaitingAt: 1,
      causes: [{ code: 'unit.silent', weight: 'stops-selling', since: 7 }],
    };
    expect(answered(await client.call({ method: 'GET', path: '/exchange/v1/sessions', ...DEADLINE })).status).toBe(403);
    expect(
      answered(await client.call({ method: 'POST', path: '/exchange/v1/heartbeats', body: JSON.stringify(beat), ...DEADLINE })).status,
    ).toBe(204);
    const { body } = await headquarters.admin('GET', '/api/v1/boxes');
    expect((body as { boxes: object[] }).boxes).toContainEqual(expect.objectContaining({ instanceId: box.instanceId, heartbeat: beat }));
    const fleet = await headquarters.admin('GET', '/api/v1/fleet/causes');
    expect(fleet.body).toEqual({ causes: [{ code: 'unit.silent', weight: 'stops-selling', since: 7, channelDatabaseIds: ['harbour'] }] });
  });
});
