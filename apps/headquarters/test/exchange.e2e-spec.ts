import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { pinMatches } from '@app/platform';
import { ENTITIES, entityNamed, FIRST_LOAD_JOBS, packageManifest, verifyBytes } from '@app/protocol';
import type { DownloadSession, PackageManifest, SignedManifest } from '@app/protocol';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { DEADLINE, exchangeWith } from './kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import { TestBox } from './kit/test-box';

let headquarters: ServedHeadquarters;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const { call, enrolledBox, upload } = exchangeWith(() => headquarters);

/** What the demo chain has no need of. */
const WITHOUT_ROWS: readonly string[] = ['exchangeRate', 'receiptFormat', 'saleRestriction'];

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
    const manifest = packageManifest.parse(JSON.parse(body.manifest));
    expect(manifest.channelDatabaseId).toBe('harbour');
    return manifest;
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
    const box = await enrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions?wait=5');
    expect(body.sessions.map(({ job, state }) => `${job} ${state}`)).toEqual(FIRST_LOAD_JOBS.map((job) => `${job} available`));
    expect(new Set(body.sessions.map(({ loadId }) => loadId)).size).toBe(1);
    const rows = await loadedRows(box, body.sessions);
    const filled = ENTITIES.map(({ name }) => name).filter((name) => !WITHOUT_ROWS.includes(name));
    expect([...rows.keys()].sort()).toEqual(filled.sort());
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
    const box = await enrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    const [segment] = (await manifestOf(box, body.sessions[4]?.packageId ?? '')).segments;
    const whole = await segmentBytes(box, segment?.sha256 ?? '');
    expect(await segmentBytes(box, segment?.sha256 ?? '', 100)).toEqual(whole.subarray(100));
  });

  it('is reported state by state; three failed tries give a session up and raise an alarm', async () => {
    const box = await enrolledBox();
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
    const box = await enrolledBox();
    const before = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    expect((await headquarters.admin('POST', '/api/v1/channel-databases/harbour/loads', {})).status).toBe(201);
    const after = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    expect(after.body.sessions).toHaveLength(FIRST_LOAD_JOBS.length);
    expect(after.body.sessions[0]?.loadId).not.toBe(before.body.sessions[0]?.loadId);
    const files = async ({ body }: typeof before) => (await manifestOf(box, body.sessions[4]?.packageId ?? '')).segments;
    expect(await files(after)).toEqual(await files(before));
  });

  it('comes to a box that waits as soon as there is one', async () => {
    const box = await enrolledBox();
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions');
    for (const { sessionId } of body.sessions)
      await call(box, 'POST', `sessions/${sessionId}/state`, { state: 'applied', rowCount: 1, quarantinedCount: 0, message: null });
    const waiting = call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions?wait=8');
    await headquarters.admin('POST', '/api/v1/channel-databases/harbour/loads', { jobs: ['1020'] });
    expect((await waiting).body.sessions).toMatchObject([{ job: '1020', kind: 'snapshot', state: 'available' }]);
  });

  it('shows a box nothing of another channel database', async () => {
    const box = await enrolledBox();
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
    const box = await enrolledBox();
    box.sellMany(2);
    for (const _ of ['sent', 'sent again']) expect(await upload(box)).toMatchObject({ result: 'accepted', acknowledgedCounter: 2 });
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
