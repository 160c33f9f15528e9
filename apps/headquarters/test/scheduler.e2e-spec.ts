import { setTimeout as pause } from 'node:timers/promises';
import type { DownloadSession, PackageManifest } from '@app/protocol';
import { FIRST_LOAD_JOBS, fieldsOf, productEntity } from '@app/protocol';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { exchangeWith } from './kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import type { TestBox } from './kit/test-box';

interface Listing extends DownloadSession {
  readonly jobName: string;
  readonly channelDatabaseId: string;
}

let headquarters: ServedHeadquarters;
beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const { call, enrolledBox } = exchangeWith(() => headquarters);
const admin = async <Body>(method: string, path: string, body?: unknown) =>
  (await headquarters.admin(method, `/api/v1/${path}`, body)) as { status: number; body: Body };
const code = async (method: string, path: string, body?: unknown) => {
  const answer = await admin<{ code?: string }>(method, path, body);
  return `${answer.status} ${answer.body?.code ?? ''}`;
};
const waitingFor = async (box: TestBox, wait = 0) =>
  (await call<{ sessions: DownloadSession[]; profile: object }>(box, 'GET', `sessions?wait=${wait}`)).body;
const report = (box: TestBox, sessionId: string, state: string) =>
  call<DownloadSession>(box, 'POST', `sessions/${sessionId}/state`, { state, rowCount: 1, quarantinedCount: 0, message: null });
async function loadedBox(): Promise<TestBox> {
  const box = await enrolledBox();
  for (const { sessionId } of (await waitingFor(box)).sessions) await report(box, sessionId, 'applied');
  return box;
}
const unit = (name: string) => ({ unitId: 'crate', name, decimals: 0 });
const change = (name: string) => admin('PUT', 'unit-of-measures', { rows: [unit(name)] });

describe('the predefined set', () => {
  it('is there at the first start, and is made complete again as often as one likes', async () => {
    expect(await admin('POST', 'scheduler/initialise')).toEqual({ status: 200, body: { jobs: 0, subjobs: 0, schedules: 0 } });
    await headquarters.database.unitOfWork.run((tx) => tx.run(`DELETE FROM {scheduler_subjob} WHERE entity IN ('price', 'worker')`));
    expect((await admin('POST', 'scheduler/initialise')).body).toEqual({ jobs: 0, subjobs: 2, schedules: 0 });
    const { body } = await admin<{ jobs: { job: string }[] }>('GET', 'scheduler/jobs');
    expect(body.jobs.map(({ job }) => job)).toEqual(expect.arrayContaining(['1010', '1050', '1120', '1130', '1150', '9999', 'P-0001', ...FIRST_LOAD_JOBS])); // prettier-ignore
    expect((await admin('GET', 'scheduler/schedules')).body).toMatchObject({
      schedules: [{ scheduleId: 'downloads', jobs: ['9999'], recurrence: { kind: 'on-change' } }, { scheduleId: 'uploads' }],
    });
  });

  it('goes by parameters with bounds', async () => {
    expect((await admin('PATCH', 'scheduler/parameters', { tryCount: 2 })).body).toMatchObject({ tryCount: 2, sessionRetentionDays: 30 });
    expect(await code('PATCH', 'scheduler/parameters', { tryCount: 0 })).toBe('400 request.invalid');
    expect(await code('PATCH', 'scheduler/parameters', { tries: 3 })).toBe('400 request.invalid');
    await admin('PATCH', 'scheduler/parameters', { tryCount: 3 });
  });

  it('says which table and column each field goes to', async () => {
    const { body } = await admin<{ tables: { entity: string }[] }>('GET', 'scheduler/channel-schema');
    expect(body.tables.find(({ entity }) => entity === 'itemTaxGroupCode')).toMatchObject({
      table: 'item_tax_group_code', columns: expect.arrayContaining([{ field: 'itemTaxGroupId', column: 'item_tax_group_id', kind: 'text', isRequired: true }]),
    }); // prettier-ignore
  });
});

describe('a subjob', () => {
  const subjob = { job: '1040', fields: null, filter: [], isActive: true };
  const fields = fieldsOf(productEntity).map(({ name }) => name);

  it('cannot leave out a field without which no box can read the row', async () => {
    const without = (field: string) => ({ ...subjob, fields: fields.filter((name) => name !== field) });
    expect(await code('PUT', 'scheduler/subjobs/product', without('name'))).toBe('400 subjob.required-field');
    expect((await admin('PUT', 'scheduler/subjobs/product', without('minimumAge'))).body).toMatchObject({ revision: 2 });
    expect((await admin('PUT', 'scheduler/subjobs/product', subjob)).body).toMatchObject({ revision: 3, fields: null });
    expect((await admin('PUT', 'scheduler/subjobs/product', subjob)).body).toMatchObject({ revision: 3 });
  });

  it.each([
    ['product', { ...subjob, job: 'NONE' }, '404 job.unknown'],
    ['product', { ...subjob, job: 'P-0001' }, '409 job.carries-nothing'],
    ['product', { ...subjob, filter: [{ field: 'colour', operator: 'is', value: 'red' }] }, '400 subjob.unknown-field'],
    ['product', { ...subjob, filter: [{ field: 'name', operator: 'sounds-like', value: 'x' }] }, '400 request.invalid'],
    ['nothing', subjob, '404 subjob.unknown'],
  ])('of %s is refused: %j', async (entity, body, expected) => {
    expect(await code('PUT', `scheduler/subjobs/${entity}`, body)).toBe(expected);
  });
});

describe('an own job', () => {
  it('carries an entity, goes down first when it is urgent, and stays while it carries something', async () => {
    const box = await loadedBox();
    await admin('PUT', 'scheduler/jobs', { job: 'RUSH', name: 'Units at once', isUrgent: true });
    await admin('PUT', 'scheduler/subjobs/unitOfMeasure', { job: 'RUSH', fields: null, filter: [], isActive: true });
    const { sessions } = await waitingFor(box, 10);
    expect(sessions[0]).toMatchObject({ job: 'RUSH', kind: 'snapshot', isUrgent: true });
    expect(await code('DELETE', 'scheduler/jobs/RUSH')).toBe('409 job.in-use');
    expect(await code('DELETE', 'scheduler/jobs/1040')).toBe('409 job.predefined');
    await admin('PUT', 'scheduler/subjobs/unitOfMeasure', { job: '1110', fields: null, filter: [], isActive: true });
    expect(await code('DELETE', 'scheduler/jobs/RUSH')).toBe('204 ');
  });
});

describe('a distribution schedule', () => {
  const nightly = { scheduleId: 'nightly', name: 'Staff at night', jobs: ['1060'], dataGroupIds: ['harbour'], isActive: true, recurrence: { kind: 'cron', cron: '0 3 * * *' } }; // prettier-ignore

  it('runs at its times, and on demand', async () => {
    expect((await admin('PUT', 'scheduler/schedules', nightly)).status).toBe(204);
    const { body } = await admin<{ schedules: { scheduleId: string; nextRunAt: number }[] }>('GET', 'scheduler/schedules');
    const next = body.schedules.find(({ scheduleId }) => scheduleId === 'nightly')?.nextRunAt ?? 0;
    expect(new Date(next).toISOString()).toMatch(/T03:00:00.000Z$/);
    expect(await admin('POST', 'scheduler/schedules/nightly/runs')).toMatchObject({
      status: 201,
      body: { state: 'done', cause: 'manual' },
    });
    await headquarters.database.unitOfWork.run((tx) =>
      tx.run(`UPDATE {distribution_schedule} SET next_run_at = 1 WHERE schedule_id = 'nightly'`),
    );
    const causes = async () =>
      (await admin<{ runs: { cause: string }[] }>('GET', 'scheduler/runs?scheduleId=nightly')).body.runs.map(({ cause }) => cause);
    while ((await causes()).length < 2) await pause(100);
    expect(await causes()).toEqual(['cron', 'manual']);
    expect(await code('DELETE', 'scheduler/schedules/nightly')).toBe('204 ');
  });

  it.each([
    [{ ...nightly, recurrence: { kind: 'cron', cron: 'at night' } }, '400 schedule.cron-malformed'],
    [{ ...nightly, jobs: ['NONE'] }, '404 job.unknown'],
    [{ ...nightly, dataGroupIds: ['nowhere'] }, '404 data-group.unknown'],
    [{ ...nightly, jobs: [] }, '400 request.invalid'],
  ])('is refused: %j', async (body, expected) => expect(await code('PUT', 'scheduler/schedules', body)).toBe(expected));

  it('that only waits for what comes up has nothing to run, and a predefined one stays', async () => {
    expect(await code('POST', 'scheduler/schedules/uploads/runs')).toBe('409 schedule.nothing-to-run');
    expect(await code('POST', 'scheduler/schedules/nowhere/runs')).toBe('404 schedule.unknown');
    expect(await code('DELETE', 'scheduler/schedules/downloads')).toBe('409 schedule.predefined');
  });
});

describe('a session', () => {
  it('is found by what it is about, page by page', async () => {
    await loadedBox();
    const all = 'scheduler/sessions?channelDatabaseId=harbour&state=applied';
    const first = (await admin<{ sessions: Listing[]; next: string }>('GET', `${all}&limit=4`)).body;
    expect(first.sessions.map(({ jobName }) => jobName).slice(0, 2)).toEqual(['Customers', 'Prices and discounts']);
    const second = (await admin<{ sessions: Listing[] }>('GET', `${all}&limit=4&cursor=${first.next}`)).body;
    expect(second.sessions.length).toBeGreaterThan(1);
    expect(new Set([...first.sessions, ...second.sessions].map(({ sessionId }) => sessionId)).size).toBe(4 + second.sessions.length);
    expect((await admin('GET', `${all}&job=1020&from=${Date.now() + 1_000}`)).body).toEqual({ sessions: [], next: null });
    expect(await code('GET', 'scheduler/sessions?state=lost')).toBe('400 request.invalid');
  });

  it('that was given up is tried again with its tries at 0, and after a newer one no more', async () => {
    const box = await loadedBox();
    await change('Crate');
    const [{ sessionId } = { sessionId: '' }] = (await waitingFor(box, 10)).sessions;
    expect(await code('POST', `scheduler/sessions/${sessionId}/retry`)).toBe('409 session.wrong-state');
    for (const _ of [1, 2, 3]) await report(box, sessionId, 'failed');
    expect((await waitingFor(box)).sessions).toEqual([]);
    expect((await admin('POST', `scheduler/sessions/${sessionId}/retry`)).body).toMatchObject({ state: 'available', tryCount: 0 });
    expect((await waitingFor(box)).sessions).toMatchObject([{ sessionId }]);
    expect((await admin('POST', `scheduler/sessions/${sessionId}/cancel`)).body).toMatchObject({ state: 'canceled' });
    await admin('POST', 'scheduler/schedules/downloads/runs');
    expect((await waitingFor(box)).sessions).toMatchObject([{ job: '1110', kind: 'snapshot' }]);
    expect(await code('POST', `scheduler/sessions/${sessionId}/retry`)).toBe('409 session.replaced');
    expect(await code('POST', 'scheduler/sessions/01999999-9999-7999-8999-999999999999/cancel')).toBe('404 session.unknown');
  });

  it('is run again as a snapshot of its job, and shows what it holds to the row', async () => {
    const box = await loadedBox();
    await change('Large crate');
    const [delta] = (await waitingFor(box, 10)).sessions;
    const { body: manifest } = await admin<PackageManifest>('GET', `scheduler/packages/${delta?.packageId}`);
    expect(manifest).toMatchObject({
      kind: 'delta',
      channelDatabaseId: 'harbour',
      entities: ['currency', 'unitOfMeasure', 'exchangeRate'],
      segments: [{ entity: 'unitOfMeasure', rowCount: 1 }],
    });
    const rows = `scheduler/packages/${delta?.packageId}/segments/${manifest.segments[0]?.sha256}/rows`;
    expect((await admin('GET', rows)).body).toEqual({ rows: [unit('Large crate')], next: null });
    expect((await admin('GET', `${rows}?limit=1`)).body).toEqual({ rows: [unit('Large crate')], next: 1 });
    expect((await admin('GET', `${rows}?limit=1&cursor=1`)).body).toEqual({ rows: [], next: null });
    const rerun = await admin<Listing>('POST', `scheduler/sessions/${delta?.sessionId}/rerun`);
    expect(rerun).toMatchObject({ status: 201, body: { job: '1110', kind: 'snapshot', state: 'available' } });
    expect((await waitingFor(box)).sessions).toMatchObject([{ sessionId: rerun.body.sessionId }]);
    const { body: snapshot } = await admin<PackageManifest>('GET', `scheduler/packages/${rerun.body.packageId}`);
    expect(snapshot.contents).toHaveLength(3);
  });

  it('that nobody began gives way to one that reaches further; one begun in that moment is taken back', async () => {
    const box = await loadedBox();
    await change('A');
    const [first] = (await waitingFor(box, 10)).sessions;
    await change('B');
    await admin('POST', 'scheduler/schedules/downloads/runs');
    const [second] = (await waitingFor(box)).sessions;
    expect(second?.sessionId).not.toBe(first?.sessionId);
    expect((await report(box, first?.sessionId ?? '', 'applied')).body).toMatchObject({ state: 'applied' });
    const next = await waitingFor(box, 10);
    expect(next.sessions).toHaveLength(1);
    const { body } = await admin<PackageManifest>('GET', `scheduler/packages/${next.sessions[0]?.packageId}`);
    const before = await admin<PackageManifest>('GET', `scheduler/packages/${first?.packageId}`);
    expect(body.fromVersion).toBe(before.body.toVersion);
  });
});

describe('a box', () => {
  it('asks for all rows of one job again', async () => {
    const box = await loadedBox();
    const asked = await call<DownloadSession>(box, 'POST', 'snapshots', { job: '1060' });
    expect(asked).toMatchObject({ status: 201, body: { job: '1060', kind: 'snapshot', state: 'available' } });
    expect((await waitingFor(box)).sessions).toEqual([asked.body]);
    expect((await call(box, 'POST', 'snapshots', { job: '1150' })).status).toBe(409);
  });

  it('hears how to use its line', async () => {
    const box = await loadedBox();
    expect((await waitingFor(box)).profile).toMatchObject({ pollSeconds: 180, isMetered: false });
    const profile = { pollSeconds: 600, uploadSeconds: 60, rateKilobytesPerSecond: 64, isMetered: true, isPaused: false };
    await admin('PUT', 'scheduler/connection-profiles', { connectionProfileId: 'sim', name: 'Mobile line', ...profile });
    const of = 'scheduler/channel-databases/harbour/connection-profile';
    expect(await code('PUT', of, { connectionProfileId: 'nothing' })).toBe('404 connection-profile.unknown');
    expect(await code('PUT', of, { connectionProfileId: 'sim' })).toBe('204 ');
    expect((await waitingFor(box)).profile).toEqual(profile);
    await admin('PUT', of, { connectionProfileId: null });
  });
});
