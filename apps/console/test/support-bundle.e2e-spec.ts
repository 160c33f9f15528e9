import { unzip } from '@app/testing';
import { Observer } from '../src/observation/observer';
import { AConsole } from './kit/a-console';

describe('a support bundle', () => {
  const box = new AConsole();
  const { get, post } = box;
  const partsOf = (body: unknown) => (body as { parts: { name: string; missing: string | null }[] }).parts;
  const text = async (name: string) => (await get(`/support-bundle/parts/${name}`)).body.text as string;
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
    await box.app.get(Observer).refresh();
  });
  afterAll(() => box.stop());

  it('is nothing before somebody had it collected', async () => {
    expect((await get('/support-bundle')).body).toEqual({ collectedAt: null, parts: [] });
    expect((await get('/support-bundle/file')).body).toMatchObject({ status: 404, code: 'support-bundle.not-collected' });
  });

  it('shows each part, and holds these and nothing else', async () => {
    const parts = partsOf((await post('/support-bundle')).body);
    expect(parts.filter(({ missing }) => missing !== null)).toEqual([]);
    expect(JSON.parse(await text('about.json'))).toMatchObject({
      scaleUnit: { engine: 'SQLite', settings: expect.arrayContaining(['UNIT_METRICS_TOKEN set']) },
    });
    expect(JSON.parse(await text('slow-operations.json'))).toMatchObject({ slow: [{ at: '2023-11-14T22:13:20.000Z', tookMs: 412 }] });
    expect(await text('health.json')).not.toMatch(/Anna|waitingAmounts/);
    expect((await get('/support-bundle/parts/..%2Fkeys')).body).toMatchObject({ status: 404 });
    const file = await get('/support-bundle/file').responseType('arraybuffer');
    expect(file.headers).toMatchObject({ 'content-type': 'application/zip', 'content-disposition': expect.stringContaining('.zip') });
    const files = unzip(file.body as Buffer);
    expect([...files.keys()]).toEqual(parts.map(({ name }) => name));
    expect(files.get('about.json')?.toString()).toBe(await text('about.json'));
    expect((await get('/slow-operations')).body.slow).toHaveLength(1);
  });

  it('says which parts are missing while the scale unit is down, and is gone after an hour', async () => {
    await box.peer.stop();
    const parts = partsOf((await post('/support-bundle')).body);
    expect(parts.filter(({ missing }) => missing === null).map(({ name }) => name)).toEqual(['about.json', 'health.json', 'disk.json', 'logs.ndjson']);
    expect(JSON.parse(await text('about.json'))).toMatchObject({ scaleUnit: 'does not answer' });
    // Somebody goes on using the console.
    for (let minutes = 0; minutes <= 60; minutes += 10) {
      box.aheadMs += 600_000;
      await get('/support-bundle');
    }
    expect(partsOf((await get('/support-bundle')).body)).toEqual([]);
  });
}); // prettier-ignore
