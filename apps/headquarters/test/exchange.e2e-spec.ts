import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  ENTITIES,
  entityNamed,
  FIRST_LOAD_JOBS,
  packageManifest,
  signRequest,
  newNonce,
  verifyAnswer,
  verifyBytes,
  type DownloadSession,
  type EnrolmentAnswer,
  type PackageManifest,
  type SignedManifest,
} from '@app/protocol';
import { FirstContact, pinMatches } from '@app/platform';
import { EnrolmentCodes } from '../src/boxes/enrolment-codes';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { answered, servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import { TestBox } from './kit/test-box';

const DEADLINE = { deadlineMs: 10_000 };
let headquarters: ServedHeadquarters;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const call = async <Body>(box: TestBox, method: 'GET' | 'POST', path: string, body?: unknown) =>
  answered<Body>(
    await headquarters
      .client(box.key)
      .call({ method, path: `/exchange/v1/${path}`, body: body === undefined ? undefined : JSON.stringify(body), ...DEADLINE }),
  );

async function issueCode(order: object = {}): Promise<string> {
  const codes = new EnrolmentCodes(headquarters.database, headquarters.clock);
  const usual = { channelDatabaseId: 'harbour', lifeMs: 3_600_000, serial: null, isReplacement: true };
  return (await codes.issue({ ...usual, ...order })).code;
}

async function anEnrolledBox(): Promise<TestBox> {
  const box = new TestBox();
  const { body } = await call<EnrolmentAnswer>(box, 'POST', 'enrolments', box.enrolmentRequest(await issueCode()));
  box.epoch = body.epoch;
  return box;
}

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
    const old = await anEnrolledBox();
    old.sell();
    const next = await anEnrolledBox();
    expect(next.epoch).toBe(old.epoch + 1);
    expect(await call(old, 'GET', 'sessions')).toMatchObject({ status: 403, body: { code: 'box.superseded' } });
    const upload = await headquarters
      .client(old.key)
      .call({ method: 'POST', path: '/exchange/v1/uploads', body: old.batch(), contentType: 'application/x-ndjson', ...DEADLINE });
    expect(answered(upload).body).toMatchObject({ result: 'superseded', acknowledgedCounter: 1 });
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
  it('is refused when nobody enrolled signed it, when it is old, and when it was sent before', async () => {
    const box = await anEnrolledBox();
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
    const box = await anEnrolledBox();
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
    const box = await anEnrolledBox();
    const client = headquarters.client(box.consoleKey);
    const beat = {
      at: Date.now(),
      channelDatabaseId: 'harbour',
      softwareVersion: '0.1.0',
      isUnitRunning: false,
      waitingSales: 3,
      waitingAmounts: { EUR: '1234' },
      oldestWaitingAt: 1,
    };
    expect(answered(await client.call({ method: 'GET', path: '/exchange/v1/sessions', ...DEADLINE })).status).toBe(403);
    expect(
      answered(await client.call({ method: 'POST', path: '/exchange/v1/heartbeats', body: JSON.stringify(beat), ...DEADLINE })).status,
    ).toBe(204);
    const { body } = await headquarters.admin('GET', '/api/v1/boxes');
    expect((body as { boxes: object[] }).boxes).toContainEqual(expect.objectContaining({ instanceId: box.instanceId, heartbeat: beat }));
  });
});

describe('a first load', () => {
  async function segmentBytes(box: TestBox, sha256: string, fromByte = 0): Promise<Buffer> {
    const answer = await headquarters.client(box.key).download(`/exchange/v1/blobs/${sha256}`, { fromByte, ...DEADLINE });
    if (answer.kind !== 'streaming') throw new Error(answer.kind);
    expect(answer.isResumed).toBe(fromByte > 0);
    return Buffer.from(await answer.body.arrayBuffer());
  }

  async function manifestOf(box: TestBox, packageId: string): Promise<PackageManifest> {
    const { body } = await call<SignedManifest>(box, 'GET', `packages/${packageId}/manifest`);
    expect(verifyBytes(headquarters.signingKey.publicKey, body.manifest, body.signature)).toBe(true);
    return packageManifest.parse(JSON.parse(body.manifest));
  }

  async function loadedRows(box: TestBox, sessions: readonly DownloadSession[]): Promise<Map<string, Record<string, unknown>[]>> {
    const rows = new Map<string, Record<string, unknown>[]>();
    for (const { packageId } of sessions) {
      for (const { sha256, sizeBytes, entity, rowCount } of (await manifestOf(box, packageId)).segments) {
        const bytes = await segmentBytes(box, sha256);
        expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([sizeBytes, sha256]);
        const lines = gunzipSync(bytes).toString().trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
        expect(lines).toHaveLength(rowCount);
        rows.set(entity, [...(rows.get(entity) ?? []), ...lines]);
      }
    }
    return rows;
  }

  it('waits for the box in the order to apply it: every entity, every row valid', async () => {
    const box = await anEnrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions?wait=5');
    expect(body.sessions.map(({ job, state }) => `${job} ${state}`)).toEqual(FIRST_LOAD_JOBS.map((job) => `${job} available`));
    expect(new Set(body.sessions.map(({ loadId }) => loadId)).size).toBe(1);
    const rows = await loadedRows(box, body.sessions);
    expect([...rows.keys()].sort()).toEqual(ENTITIES.map(({ name }) => name).sort());
    for (const [name, lines] of rows) for (const line of lines) expect(entityNamed(name)?.schema.safeParse(line).success).toBe(true);
    expect(rows.get('channel')).toHaveLength(2);
    expect(rows.get('register')).toHaveLength(6);
    expect(rows.get('worker')).toHaveLength(12);
    const products = rows.get('product') ?? [];
    expect(products.length).toBeGreaterThan(450);
    for (const feature of [{ isWeighed: true }, { minimumAge: 18 }, { mustKeyInPrice: true }])
      expect(products).toContainEqual(expect.objectContaining(feature));
    const manager = rows.get('worker')?.find(({ workerId }) => workerId === '1001');
    expect(await pinMatches('1111', String(manager?.pinVerifier), headquarters.peppers.of('harbour'))).toBe(true);
  });

  it('goes on where a broken download stopped', async () => {
    const box = await anEnrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    const [segment] = (await manifestOf(box, body.sessions[4]?.packageId ?? '')).segments;
    const whole = await segmentBytes(box, segment?.sha256 ?? '');
    expect(await segmentBytes(box, segment?.sha256 ?? '', 100)).toEqual(whole.subarray(100));
  });

  it('is reported state by state; three failed tries give a session up and raise an alarm', async () => {
    const box = await anEnrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    const [first, second] = body.sessions.map(({ sessionId }) => sessionId);
    const report = (id: string | undefined, state: string, message: string | null = null) =>
      call(box, 'POST', `sessions/${id}/state`, { state, rowCount: 7, quarantinedCount: 0, message });
    for (const state of ['requested', 'downloaded', 'applied']) expect(await report(first, state)).toMatchObject({ body: { state } });
    expect(await report(first, 'failed')).toMatchObject({ body: { state: 'applied', tryCount: 0 } });
    for (const [tryCount, state] of [[1, 'failed'], [2, 'failed'], [3, 'canceled']]) expect(await report(second, 'failed', 'disk full')).toMatchObject({ body: { tryCount, state } }); // prettier-ignore
    const left = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    expect(left.body.sessions.map(({ sessionId }) => sessionId)).toEqual(body.sessions.slice(2).map(({ sessionId }) => sessionId));
    expect((await headquarters.admin('GET', '/api/v1/alarms')).body).toMatchObject({
      alarms: [{ kind: 'download.given-up', details: { message: 'disk full' } }],
    });
  });

  it('is superseded by a re-snapshot, which names the same files when nothing changed', async () => {
    const box = await anEnrolledBox();
    const before = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    expect((await headquarters.admin('POST', '/api/v1/channel-databases/harbour/loads', {})).status).toBe(201);
    const after = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    expect(after.body.sessions).toHaveLength(FIRST_LOAD_JOBS.length);
    expect(after.body.sessions[0]?.loadId).not.toBe(before.body.sessions[0]?.loadId);
    const files = async ({ body }: typeof before) => (await manifestOf(box, body.sessions[4]?.packageId ?? '')).segments;
    expect(await files(after)).toEqual(await files(before));
  });

  it('comes to a box that waits as soon as there is one', async () => {
    const box = await anEnrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    for (const { sessionId } of body.sessions)
      await call(box, 'POST', `sessions/${sessionId}/state`, { state: 'applied', rowCount: 1, quarantinedCount: 0, message: null });
    const waiting = call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions?wait=8');
    await headquarters.admin('POST', '/api/v1/channel-databases/harbour/loads', { jobs: ['1020'] });
    expect((await waiting).body.sessions).toMatchObject([{ job: '1020', kind: 'snapshot', state: 'available' }]);
  });

  it('shows a box nothing of another channel database', async () => {
    const box = await anEnrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    const stranger = new TestBox('elsewhere');
    await headquarters.database.unitOfWork.run((tx) =>
      tx.run(
        `INSERT INTO {box} (instance_id, channel_database_id, epoch, state, box_key, console_key, software_version, enrolled_at) VALUES (?, 'elsewhere', 1, 'active', ?, '', '', 0)`,
        [stranger.instanceId, stranger.enrolled.boxKey],
      ),
    );
    expect((await call(stranger, 'GET', `packages/${body.sessions[0]?.packageId}/manifest`)).status).toBe(404);
    const report = { state: 'applied', rowCount: 0, quarantinedCount: 0, message: null };
    expect((await call(stranger, 'POST', `sessions/${body.sessions[0]?.sessionId}/state`, report)).status).toBe(404);
  });
});

describe('records over the wire', () => {
  it('arrive, are proven one by one, and are looked up by receipt', async () => {
    const box = await anEnrolledBox();
    box.sellMany(2);
    const send = () =>
      headquarters
        .client(box.key)
        .call({ method: 'POST', path: '/exchange/v1/uploads', body: box.batch(), contentType: 'application/x-ndjson', ...DEADLINE });
    expect(answered(await send()).body).toMatchObject({ result: 'accepted', acknowledgedCounter: 2 });
    expect(answered(await send()).body).toMatchObject({ result: 'accepted', acknowledgedCounter: 2 });
    const digest = (counter: number) => createHash('sha256').update(box.records[counter - 1]?.line ?? '').digest('hex'); // prettier-ignore
    const records = [{ counter: 1, digest: digest(1) }, { counter: 2, digest: digest(1) }, { counter: 3, digest: digest(2) }]; // prettier-ignore
    expect((await call(box, 'POST', 'uploads/proof', { box: box.identity, records })).body).toEqual({
      held: 1,
      missing: [3],
      different: [2],
    });
    const found = await headquarters.admin('GET', '/api/v1/records?receiptNumber=1010100000002');
    expect((found.body as { records: object[] }).records).toContainEqual(
      expect.objectContaining({ digest: digest(2), gross: 250, state: 'held' }),
    );
  });
});
