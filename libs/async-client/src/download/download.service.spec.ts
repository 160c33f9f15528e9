import { newId, systemClock } from '@app/kernel';
import type { ConnectionProfile, DownloadSession } from '@app/protocol';
import { downloadFailures, insertDownloadFailure, openSqliteStore } from '@app/channel-db';
import type { Database } from '@app/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExchangeClient } from '../wire/exchange-client';
import type { HeadquartersWire } from '../wire/headquarters-wire';
import { DownloadService } from './download.service';
import { Listener } from './last-word';
import { LineUse } from '../line/line-use';
import { PackageFetcher } from './package-fetcher';
import { SegmentStore } from './segment-store';

const profile: ConnectionProfile = { pollSeconds: 600, uploadSeconds: 3, rateKilobytesPerSecond: null, isMetered: false, isPaused: false };
const session = (job: string, isUrgent?: boolean): DownloadSession => ({
  sessionId: newId(), job, packageId: newId(), kind: 'delta', state: 'available', tryCount: 0, loadId: null, ...(isUrgent && { isUrgent }),
}); // prettier-ignore

let folder: string;
let store: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'line-use-'));
  store = await openSqliteStore(join(folder, 'store.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A headquarters that lists these sessions and has none of their packages; answers what was asked of it. */
function listing(sessions: readonly DownloadSession[], wished: ConnectionProfile) {
  const asked: string[] = [];
  const signed = (status: number, body: object) => ({ kind: 'answered', status, headers: {}, body: Buffer.from(JSON.stringify(body)) });
  const call = ({ path }: { path: string }) => {
    asked.push(path.replace(/^\/exchange\/v1/, ''));
    return Promise.resolve(path.includes('/sessions?') ? signed(200, { sessions, profile: wished }) : signed(404, {}));
  };
  const exchange = new ExchangeClient({ call } as unknown as HeadquartersWire);
  const lineUse = new LineUse(store, systemClock);
  const segments = new SegmentStore(join(folder, 'packages'), exchange, lineUse);
  const service = new DownloadService({
    exchange, segments, lineUse,
    listener: new Listener(store, systemClock),
    fetcher: new PackageFetcher(exchange, segments, { takesSqlite: true }),
    applier: () => Promise.reject(new Error('there is nothing to apply')),
    catalogDirectory: folder,
    enrolled: () => Promise.resolve({ channelDatabaseId: 'store-101', headquartersKey: '' }),
    appliedBefore: () => Promise.resolve(undefined),
    onApplied: () => Promise.resolve(),
    onFailed: (failure) => store.unitOfWork.run((tx) => insertDownloadFailure(tx, failure)),
    clock: systemClock,
  }); // prettier-ignore
  return { asked, lineUse, service, manifests: () => asked.filter((path) => path.endsWith('/manifest')) };
}

describe('how the line is used', () => {
  it('is what headquarters wishes: nothing comes down while it pauses, and it is asked again at its pace', async () => {
    const { service, manifests } = listing([session('1040')], { ...profile, isPaused: true });
    expect(await service.runOnce(0)).toEqual({ kind: 'paused' });
    expect(manifests()).toEqual([]);
    expect(service.pollMs).toBe(600_000);
  });

  it('on a metered line is for urgent sessions alone', async () => {
    const urgent = session('1020', true);
    const { service, manifests } = listing([session('1040'), urgent], { ...profile, isMetered: true });
    expect(await service.runOnce(0)).toMatchObject({ kind: 'done', failed: [expect.stringContaining('404')] });
    expect(manifests()).toEqual([`/packages/${urgent.packageId}/manifest`]);
  });

  it('is stopped at the box too, over restarts, without asking anybody', async () => {
    const first = listing([session('1040')], profile);
    await first.lineUse.pause(true);
    const restarted = listing([session('1040')], profile);
    expect(await restarted.service.runOnce(0)).toEqual({ kind: 'paused' });
    expect(restarted.asked).toEqual([]);
    await restarted.lineUse.pause(false);
    expect(await restarted.service.runOnce(0)).toMatchObject({ kind: 'done' });
  });

  it('lets a job whose package is of no use stop no other', async () => {
    const [bad, other] = [session('1040'), session('1020')];
    const { service, manifests } = listing([bad, session('1040'), other], profile);
    expect(await service.runOnce(0)).toMatchObject({ kind: 'done', applied: 0 });
    expect(manifests()).toEqual([bad, other].map(({ packageId }) => `/packages/${packageId}/manifest`));
  });

  it('keeps each try that failed, with its reason', async () => {
    const bad = session('1040');
    const { service } = listing([bad], profile);
    await service.runOnce(0);
    await service.runOnce(0);
    const reason = expect.stringContaining('404') as string;
    const failure = { sessionId: bad.sessionId, packageId: bad.packageId, job: '1040', reason, failedAt: expect.any(Number) as number };
    expect(await downloadFailures(store.reader, 10)).toEqual([failure, failure]);
  });
});
