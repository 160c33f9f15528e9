import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { exchangeWith } from './kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import type { TestBox } from './kit/test-box';

let headquarters: ServedHeadquarters;
let box: TestBox;
const { enrolledBox, upload } = exchangeWith(() => headquarters);

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  box = await enrolledBox();
  box.sellMany(6);
  await upload(box);
});
afterAll(() => headquarters.dispose());

interface Channel {
  readonly lines: readonly object[];
  readonly registers: readonly object[];
  readonly days: readonly object[];
  readonly shifts: readonly { readonly gross: string }[];
}
const channel = async (query = '') => (await headquarters.admin('GET', `/api/v1/channels/101/uploads${query}`)).body as Channel;
const sessions = async (query = '') =>
  (await headquarters.admin('GET', `/api/v1/upload-sessions${query}`)).body as { sessions: { sessionId: string }[]; next: string | null };

it('a channel shows what was received, what is missing by number, and sums per day and shift', async () => {
  const whole = await channel();
  expect(whole.lines).toMatchObject([{ counter: 6, recordCount: 6, missing: [] }]);
  expect(whole.registers).toEqual([{ registerId: '101-01', type: 'sale', lastSequence: 6, recordCount: 6, missing: [] }]);
  expect(whole.days).toEqual([{ channelId: '101', businessDate: '2026-08-10', currency: 'EUR', count: 6, gross: '2400' }]);
  expect(whole.shifts.reduce((sum, { gross }) => sum + Number(gross), 0)).toBe(2_400);
  await headquarters.database.unitOfWork.run((tx) => tx.run('DELETE FROM {record} WHERE counter IN (2, 3, 6)'));
  const holed = await channel('?from=2026-08-10&to=2026-08-10');
  expect(holed.lines).toMatchObject([{ counter: 6, recordCount: 3, missing: [{ from: 2, to: 3 }, { from: 6, to: 6 }] }]); // prettier-ignore
  expect(holed.registers).toMatchObject([{ lastSequence: 5, recordCount: 3, missing: [{ from: 2, to: 3 }] }]);
  expect(holed.shifts).toHaveLength(3);
  expect((await channel('?from=2026-08-11')).shifts).toEqual([]);
});

it('batches are listed newest first, page by page, by what became of them', async () => {
  box.sellMany(2);
  await headquarters.client(box.key).call({
    method: 'POST', path: '/exchange/v1/uploads', body: box.batch(7, 8), contentType: 'application/x-ndjson', deadlineMs: 10_000,
  }); // prettier-ignore
  const first = await sessions('?limit=1');
  expect(first.sessions).toMatchObject([{ fromCounter: 7, toCounter: 8, recordCount: 2, outcome: 'accepted', sums: { EUR: '400' } }]);
  expect((await sessions(`?limit=1&cursor=${first.next ?? ''}`)).sessions).toMatchObject([{ fromCounter: 1, toCounter: 6 }]);
  expect((await sessions('?outcome=resent')).sessions).toEqual([]);
  expect((await sessions('?channelDatabaseId=nobody')).sessions).toEqual([]);
});
