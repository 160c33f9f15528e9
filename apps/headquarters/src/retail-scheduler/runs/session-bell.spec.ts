import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';
import { setUpDemoChain } from '../../doors/generated/demo-chain';
import { schedulerParts } from '../scheduler-of';
import { retrySession } from '../sessions/session-actions';
import { SessionBell } from './session-bell';

let headquarters: TestHeadquarters;
let bell: SessionBell;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  bell = new SessionBell(headquarters.database);
  await bell.look();
});
afterEach(() => headquarters.dispose());

/** Whether a box that waits is woken by what another process wrote. */
async function isWoken(work: () => Promise<unknown>): Promise<boolean> {
  const { rung, stop } = bell.listen('harbour');
  let woken = false;
  void rung.then(() => (woken = true));
  await work();
  await bell.look();
  await Promise.resolve();
  const answer = woken;
  stop();
  return answer;
}

const load = () => schedulerParts(headquarters).scheduler.load('harbour');

describe('a box that waits for a session', () => {
  it('is woken by a new one, and by nothing when there is none', async () => {
    expect(await isWoken(() => Promise.resolve())).toBe(false);
    expect(await isWoken(load)).toBe(true);
    expect(await isWoken(() => Promise.resolve())).toBe(false);
  });

  it('is woken by one that is offered again', async () => {
    await load();
    const { unitOfWork, reader } = headquarters.database;
    await unitOfWork.run((tx) => tx.run(`UPDATE {download_session} SET state = 'failed'`));
    const failed = await reader.first<{ id: string }>('SELECT session_id AS id FROM {download_session}');
    await bell.look();
    expect(await isWoken(() => unitOfWork.run((tx) => retrySession(tx, failed!.id)))).toBe(true);
  });
});
