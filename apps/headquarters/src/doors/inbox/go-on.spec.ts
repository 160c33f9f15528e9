import { TestInbox } from '../../../test/kit/an-inbox';
import { priceFile, PRICES } from '../../../test/kit/door-mappings';
import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';
import { decideFile } from './decide-file';

const ROWS = 1_300;
let headquarters: TestHeadquarters;
let inbox: TestInbox;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  inbox = new TestInbox(headquarters);
  inbox.map('prices', PRICES);
  inbox.drop('prices-101-1.csv', priceFile(ROWS));
  await inbox.look();
});
afterEach(() => headquarters.dispose());

const prices = async (): Promise<Set<unknown>> => new Set((await inbox.rows('price')).map(({ unitPrice }) => unitPrice));
const countOf = async (table: 'inbox_row' | 'series_row'): Promise<number> =>
  (await headquarters.database.reader.first<{ count: number }>(`SELECT count(*) AS count FROM {${table}}`))?.count ?? -1;

/** Fails every statement from the n-th unit of work on, as a process that is gone. */
async function lookUntilUnit(last: number): Promise<boolean> {
  const { unitOfWork } = headquarters.database;
  const run = unitOfWork.run.bind(unitOfWork);
  let units = 0;
  const gone = jest
    .spyOn(unitOfWork, 'run')
    .mockImplementation((body) => ((units += 1) > last ? Promise.reject(new Error('gone')) : run(body)));
  const isWhole = await inbox.look().then(
    () => true,
    () => false,
  );
  gone.mockRestore();
  return isWhole;
}

it('comes to the same end wherever the process stops', async () => {
  let stops = 0;
  for (let last = 0, isWhole = false; !isWhole; last += 1) {
    const round = last + 2;
    const changed = (index: number) => (index % 10 === 0 ? 100 + round : 100);
    inbox.drop(`prices-101-${round}.csv`, priceFile(ROWS - 200 + (round % 2) * 100, changed));
    isWhole = await lookUntilUnit(last);
    if (!isWhole) stops += 1;
    inbox.restart();
    await inbox.look();
    expect((await inbox.files())[0]).toMatchObject({ state: 'done', takenCount: ROWS - 200 + (round % 2) * 100, refusedCount: 0 });
    expect(await prices()).toEqual(new Set(['1', `${(100 + round) / 100}`.replace(/0+$/, '')]));
    expect(await countOf('inbox_row')).toBe(0);
    expect(await countOf('series_row')).toBe((await inbox.rows('price')).length);
    expect(inbox.in('working')).toEqual([]);
    expect(inbox.in('inbox')).toEqual([]);
  }
  expect(stops).toBeGreaterThan(12);
  const names = (await inbox.files()).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
}, 180_000);

describe('a file that is held', () => {
  const held = async (): Promise<string> => {
    inbox.drop(
      'prices-101-2.csv',
      priceFile(100, () => 300),
    );
    return (await inbox.look())[0]?.fileId ?? '';
  };
  const decide = (fileId: string, decision: 'approve' | 'refuse') =>
    decideFile(headquarters.database, fileId, decision, headquarters.clock.now());
  const alarms = () =>
    headquarters.database.reader.query(`SELECT subject FROM {alarm} WHERE kind = 'inbox.file-held' AND acknowledged_at IS NULL`);

  it('is taken as it was judged when somebody approves it, and its alarm is over', async () => {
    const fileId = await held();
    expect(await alarms()).toEqual([{ subject: fileId }]);
    await decide(fileId, 'approve');
    await inbox.look();
    expect(await prices()).toEqual(new Set(['3']));
    expect(await inbox.rows('price')).toHaveLength(100);
    expect(await alarms()).toEqual([]);
    expect(inbox.in('held')).toEqual([]);
    expect(inbox.in('done')).toContain('prices-101-2.csv');
    await expect(decide(fileId, 'refuse')).rejects.toMatchObject({ code: 'inbox-file.not-held' });
  });

  it('changes nothing when somebody refuses it', async () => {
    await decide(await held(), 'refuse');
    await inbox.look();
    expect(await prices()).toEqual(new Set(['1']));
    expect(await countOf('inbox_row')).toBe(0);
    expect(inbox.report('refused', 'prices-101-2.csv')).toContain('refused by a person');
    await expect(decide('nothing', 'refuse')).rejects.toMatchObject({ code: 'inbox-file.unknown' });
  });

  it('makes deltas of its series wait, because they add to what it may say', async () => {
    const fileId = await held();
    inbox.map('prices', { ...PRICES, kind: 'delta' });
    inbox.drop(
      'prices-101-3.csv',
      priceFile(1, () => 500),
    );
    await inbox.look();
    expect(inbox.in('inbox')).toEqual(['prices-101-3.csv']);
    await decide(fileId, 'refuse');
    await inbox.look();
    expect(await prices()).toEqual(new Set(['1', '5']));
  });
});
