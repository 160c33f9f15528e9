import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginUpdate, judge, moveUpdate, type GateReason, type Update } from '@app/appliance';
import { runUpdate, UpdateFolder, type RunParts } from '@app/updates';
import { Observer } from '../src/observation/observer';
import { SOFTWARE_VERSION } from '../src/software-version';
import type { UpdatesAnswer } from '../src/updates/updates-answer';
import { UpdatesService } from '../src/updates/updates.service';
import { AConsole, ADMIN } from './kit/a-console';
import { ALauncher } from './kit/a-launcher';

const HOUR = 3_600_000;
const AT_ONCE = { opensAt: null, closesAt: null, deadlineAt: null };
const WHY_NOT: GateReason[] = [
  { code: 'payment-open', count: 1 },
  { code: 'drawer-counted', registerNames: ['Register 2'] },
  { code: 'registers-not-told', until: null },
  { code: 'before-window', opensAt: 1 },
  { code: 'after-window', closedAt: 2 },
  { code: 'no-space', freeBytes: 3, neededBytes: 4 },
];

describe('updates at the console', () => {
  const box = new AConsole({ UPDATER_URL: 'https://updates.chain.example' });
  let launcher: ALauncher;
  let files: UpdateFolder;
  const read = async (): Promise<UpdatesAnswer> => (await box.get('/updates')).body as UpdatesAnswer;
  const cancel = () => box.call('delete', '/updates/order');
  /** As the process that carries orders out begins one. */
  const begun = (from = SOFTWARE_VERSION): Update => {
    const order = files.order()!;
    files.forgetFacts();
    files.saveFact('order', order);
    const update = beginUpdate({ updateId: order.orderId, from, to: order.version }, box.now());
    files.save(update);
    return update;
  };
  const moved = (update: Update, steps: number): Update => {
    if (steps === 0) return update;
    const next = moveUpdate(update, { kind: 'done' }, box.now());
    files.save(next);
    return moved(next, steps - 1);
  };
  /** Carries what is ordered to its end, with steps that have nothing to do. */
  const carriedOut = (update: Update): Promise<Update> => {
    const done = () => Promise.resolve({ kind: 'done' } as const);
    const steps: RunParts['steps'] = {
      fetching: done, verifying: done, rehearsing: done, waiting: done, saving: done, switching: done, proving: done, undoing: done,
    }; // prettier-ignore
    const slots = () => ({ running: update.switches > 0 ? update.to : update.from, isOnTrial: true, returned: null });
    return runUpdate(update, { files, steps, slots, tidyUp: async () => undefined, clock: { now: box.now }, log: () => undefined });
  };

  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
    files = new UpdateFolder(join(box.dataDir, 'updates'));
    launcher = new ALauncher(box.dataDir);
  });
  afterAll(async () => {
    await launcher.close();
    await box.stop();
  });

  it('say what runs while nothing is ordered', async () => {
    expect(await read()).toEqual({
      mode: 'slots', running: SOFTWARE_VERSION, previous: null, hasSource: true, underWay: null, history: [],
      offered: { seenAt: null, validUntil: null, versions: [], failure: null, isBeingAsked: false },
    }); // prettier-ignore
    expect((await box.post('/updates/undo')).body).toMatchObject({ status: 409, code: 'update.none' });
    expect((await cancel()).body).toMatchObject({ status: 409, code: 'update.none' });
  });

  it('keep no order that nobody could be asked to carry out', async () => {
    expect((await box.post('/updates/order', { version: '9.0.0' })).body).toMatchObject({ status: 503, code: 'launcher.unreachable' });
    expect((await read()).underWay).toBeNull();
    await launcher.open();
  });

  it.each([
    ['/version', {}],
    ['/version', { version: '../../etc/passwd' }],
    ['/version', { version: '1.4' }],
    ['/version', { version: `1.4.0-${'x'.repeat(200)}` }],
    ['/version', { version: { $ne: null } }],
    ['/version', { version: SOFTWARE_VERSION }],
    ['/window/opensAt', { version: '9.0.0', window: { ...AT_ONCE, opensAt: -1 } }],
    ['/window/opensAt', { version: '9.0.0', window: { ...AT_ONCE, opensAt: '2026-11-30' } }],
    ['/window/deadlineAt', { version: '9.0.0', window: { opensAt: null, closesAt: null } }],
    ['/window/closesAt', { version: '9.0.0', window: { opensAt: 20, closesAt: 10, deadlineAt: null } }],
    ['/window/closesAt', { version: '9.0.0', window: { opensAt: null, closesAt: 10, deadlineAt: null } }],
    ['/url', { version: '9.0.0', url: 'https://evil.example' }],
    ['/orderedBy', { version: '9.0.0', orderedBy: 'headquarters' }],
  ])('name %s of an order that is none', async (field, body) => {
    const answer = await box.post('/updates/order', body);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.status).toBeLessThan(500);
    expect(answer.body.field).toBe(field);
    expect(files.order()).toBeUndefined();
  });

  it('are ordered one at a time, with who asked, and start who carries them out', async () => {
    const window = { opensAt: box.now() + HOUR, closesAt: box.now() + 4 * HOUR, deadlineAt: null };
    const answer = await box.post('/updates/order', { version: '9.0.0', window });
    expect(answer.status).toBe(202);
    expect(answer.body.underWay).toMatchObject({
      version: '9.0.0',
      kind: 'install',
      orderedBy: ADMIN,
      window,
      step: null,
      mayBeCancelled: true,
    });
    expect(files.order()).toMatchObject({ version: '9.0.0', kind: 'install', orderedBy: ADMIN, window });
    expect(launcher.started).toEqual(['updater']);
    expect((await box.post('/updates/order', { version: '9.1.0' })).body).toMatchObject({ status: 409, code: 'update.under-way' });
    expect((await box.post('/updates/undo')).body).toMatchObject({ status: 409 });
  });

  it('show how far the step is, what it waits for, and why not now', async () => {
    const update = begun();
    files.tell({ state: 'fetching', text: '40 %', whyNot: [], bytes: { done: 40, total: 100 } });
    expect((await read()).underWay).toMatchObject({
      step: 'fetching',
      bytes: { done: 40, total: 100 },
      from: SOFTWARE_VERSION,
      since: update.changedAt,
    });
    files.tell({ state: 'fetching', text: '', whyNot: [], trouble: { code: 'release.unreachable', detail: 'no answer' } });
    expect((await read()).underWay).toMatchObject({ bytes: null, trouble: { code: 'release.unreachable', detail: 'no answer' } });
    moved(update, 3);
    // What was told of an earlier step says nothing about this one.
    expect((await read()).underWay).toMatchObject({ step: 'waiting', trouble: null, whyNot: [] });
    files.tell({ state: 'waiting', text: '', whyNot: WHY_NOT });
    expect((await read()).underWay?.whyNot).toEqual(WHY_NOT);
  });

  it('are given up by who cancels, and say so afterwards', async () => {
    expect((await cancel()).status).toBe(202);
    await carriedOut(files.update()!);
    const { underWay, history } = await read();
    expect(underWay).toBeNull();
    expect(history[0]).toMatchObject({
      to: '9.0.0',
      outcome: 'refused',
      orderedBy: ADMIN,
      reason: { code: 'asked', detail: `cancelled by ${ADMIN}` },
    });
  });

  it('are not cancelled amid a switch, and go back while they prove themselves', async () => {
    await box.post('/updates/order', { version: '9.1.0' });
    const switching = moved(begun(), 5);
    expect((await cancel()).body).toMatchObject({ status: 409, code: 'update.too-late' });
    const proving = moved(switching, 1);
    expect((await cancel()).status).toBe(202);
    await carriedOut(proving);
    expect((await read()).history[0]).toMatchObject({ to: '9.1.0', outcome: 'undone', reason: { code: 'asked' } });
  });

  it('go back to the release before, once', async () => {
    await box.post('/updates/order', { version: '9.2.0' });
    await carriedOut(begun('0.0.9'));
    expect(await read()).toMatchObject({ previous: '0.0.9', history: [{ outcome: 'good' }, {}, {}] });
    expect((await box.post('/updates/undo')).body.underWay).toMatchObject({ version: '0.0.9', kind: 'undo', orderedBy: ADMIN });
    await carriedOut(begun());
    expect(await read()).toMatchObject({ previous: null, history: [{ outcome: 'good', kind: 'undo' }, {}, {}, {}] });
  });

  it('ask what is offered, which a helper may too', async () => {
    launcher.started.length = 0;
    const { cookie } = await box.addUser('Hanna', 'helper');
    expect((await box.post('/updates/look', {}, cookie)).body.offered).toMatchObject({ isBeingAsked: true, seenAt: null });
    expect(launcher.started).toEqual(['updater']);
    files.noteLook({ seenAt: 5, validUntil: 9, versions: ['9.3.0', '9.2.0'] });
    files.noteLook({ at: 7, code: 'metadata.expired', detail: 'timestamp.json is expired' });
    files.dropLook();
    expect((await read()).offered).toEqual({
      seenAt: 5, validUntil: 9, versions: ['9.3.0', '9.2.0'], isBeingAsked: false,
      failure: { at: 7, code: 'metadata.expired', detail: 'timestamp.json is expired' },
    }); // prettier-ignore
    expect((await box.post('/updates/order', { version: '9.3.0' }, cookie)).body).toMatchObject({
      status: 403,
      code: 'auth.not-permitted',
    });
  });

  it('ask once a day by themselves, unless one is under way', async () => {
    const updates = box.app.get(UpdatesService);
    files.noteLook({ seenAt: box.now(), validUntil: box.now() + HOUR, versions: [] });
    expect(await updates.lookDaily()).toBe(false);
    files.noteLook({ at: box.now(), code: 'release.unreachable', detail: 'no answer' });
    box.aheadMs += 25 * HOUR;
    expect(await updates.lookDaily()).toBe(true);
    expect(files.isLookAskedFor()).toBe(true);
    files.dropLook();
    box.aheadMs -= 25 * HOUR;
  });

  it('tell in the verdict what somebody should know, also while the scale unit is away', async () => {
    await box.peer.stop();
    const codes = async () => {
      await box.observe();
      return judge(box.app.get(Observer).now()).findings.flatMap((cause) => [cause, ...cause.consequences].map(({ code }) => code));
    };
    files.noteLook({ seenAt: 1, validUntil: box.now() - 1, versions: [] });
    expect(await codes()).toEqual(expect.arrayContaining(['update.metadata-expired']));
    files.noteLook({ at: box.now(), code: 'release.not-genuine', detail: 'targets was signed by 0/1 keys' });
    expect(await codes()).toEqual(expect.arrayContaining(['update.not-genuine']));
    files.noteLook({ seenAt: box.now(), validUntil: box.now() + HOUR, versions: [] });
    expect((await codes()).filter((code) => code.startsWith('update.'))).toEqual([]);
  });

  it('survive files that somebody else wrote', async () => {
    writeFileSync(files.path('order.json'), '{"orderId":"x","version":"../..","url":"https://evil.example"}');
    expect((await read()).underWay).toBeNull();
    expect((await box.post('/updates/order', { version: '9.4.0' })).status).toBe(202);
    expect(existsSync(files.path('order.json'))).toBe(true);
  });

  it('leave in the trail who ordered what', async () => {
    const { entries } = (await box.get('/audit')).body as { entries: object[] };
    expect(entries).toContainEqual(expect.objectContaining({ action: 'update.order', who: ADMIN, subject: '9.0.0', outcome: 'done' }));
    expect(entries).toContainEqual(expect.objectContaining({ action: 'update.order', who: 'Hanna', outcome: 'denied' }));
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'update.cancel', who: ADMIN, outcome: 'refused', code: 'update.too-late' }),
    );
  });
});

describe('updates at the console of a box whose platform swaps its image', () => {
  const box = new AConsole({ UPDATER_URL: 'https://updates.chain.example', UPDATER_MODE: 'platform' });
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());

  it('say so, and take no orders', async () => {
    expect((await box.get('/updates')).body).toMatchObject({ mode: 'platform', running: SOFTWARE_VERSION, underWay: null });
    for (const [path, body] of [
      ['order', { version: '9.0.0' }],
      ['undo', {}],
      ['look', {}],
    ] as const)
      expect((await box.post(`/updates/${path}`, body)).body).toMatchObject({ status: 409, code: 'update.by-platform' });
  });
});
