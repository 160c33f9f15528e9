import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { TestInbox } from './kit/an-inbox';
import { priceFile, PRICES } from './kit/door-mappings';
import { exchangeWith } from './kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';

let headquarters: ServedHeadquarters;
beforeAll(async () => {
  headquarters = await servedHeadquarters({ HEADQUARTERS_INBOX_SETTLE_SECONDS: '0.1' });
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const admin = (method: string, path: string, body?: unknown) => headquarters.admin(method, `/api/v1/${path}`, body);

describe('rows', () => {
  const unit = (unitId: string, decimals: unknown = 0) => ({ unitId, name: unitId, decimals });

  it('are taken as far as they fit, and the rest is named with its place and reason', async () => {
    const batch = { entity: 'unitOfMeasure', upsert: [unit('box'), unit('sack', 'two'), { ...unit('tin'), colour: 'red' }, unit('jar')] };
    const { status, body } = await admin('POST', 'rows', batch);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      changedCount: 2,
      refused: [
        { list: 'upsert', index: 1, field: 'decimals' },
        { list: 'upsert', index: 2, field: 'colour' },
      ],
    });
    expect((await admin('POST', 'rows', batch)).body).toMatchObject({ changedCount: 0 });
  });

  it('are removed by their keys, whether they are there or not', async () => {
    await admin('POST', 'rows', { entity: 'unitOfMeasure', upsert: [unit('pallet')] });
    const remove = [{ unitId: 'pallet' }, { unitId: 'nowhere' }, { name: 'pallet' }];
    const removed = await admin('POST', 'rows', { entity: 'unitOfMeasure', remove });
    expect(removed.body).toMatchObject({ removedCount: 1, refused: [{ list: 'remove', index: 2, field: 'unitId' }] });
    expect((await admin('POST', 'rows', { entity: 'unitOfMeasure', remove: remove.slice(0, 2) })).body).toMatchObject({ removedCount: 0 });
    expect((await admin('POST', 'rows', { entity: 'nothing' })).status).toBe(400);
  });
});

describe('the watched folder', () => {
  interface Listing {
    readonly files: { fileId: string; name: string; state: string }[];
  }
  const stateOf = async (name: string, isWanted: (state: string) => boolean): Promise<string> => {
    for (;;) {
      const { files } = (await admin('GET', 'inbox-files')).body as Listing;
      const found = files.find((file) => file.name === name);
      if (found && isWanted(found.state)) return found.fileId;
      await sleep(50);
    }
  };

  it('is served while headquarters runs, and a held file is decided by a call', async () => {
    const inbox = new TestInbox(headquarters, join(headquarters.folder, 'headquarters', 'files'));
    inbox.map('prices', PRICES);
    inbox.drop('prices-101-1.csv', priceFile(10));
    const done = await stateOf('prices-101-1.csv', (state) => state === 'done');
    expect((await admin('POST', `inbox-files/${done}/approve`)).body).toMatchObject({ status: 409, code: 'inbox-file.not-held' });
    inbox.drop('prices-101-2.csv', `${priceFile(4)}P9;cheap;\n`);
    const held = await stateOf('prices-101-2.csv', (state) => state === 'held');
    expect((await admin('GET', `inbox-files/${held}/refusals`)).body).toMatchObject({ refusals: [{ lineNumber: 6 }] });
    expect((await admin('GET', 'inbox-files?state=held')).body).toMatchObject({ files: [{ fileId: held }] });
    expect((await admin('POST', `inbox-files/${held}/approve`)).status).toBe(204);
    await stateOf('prices-101-2.csv', (state) => state === 'done');
    expect((await admin('POST', `inbox-files/01999999-9999-7999-8999-999999999999/refuse`)).status).toBe(404);
  });
});

describe('sales', () => {
  it('are handed on by cursor and written to files on demand', async () => {
    const { enrolledBox, upload } = exchangeWith(() => headquarters);
    const box = await enrolledBox();
    const sold = [box.sell({ gross: '1.10' }), box.sell({ gross: '2.20' })];
    await upload(box);
    const first = (await admin('GET', 'transactions?limit=1')).body as { transactions: { recordId: string }[]; next: number };
    expect(first.transactions).toMatchObject([{ recordId: sold[0], record: { body: { totals: { gross: '1.10' } } } }]);
    expect((await admin('GET', `transactions?after=${first.next}`)).body).toMatchObject({ transactions: [{ recordId: sold[1] }] });
    expect((await admin('GET', 'sales-days?channelId=101')).body).toMatchObject({ days: [{ revision: 0, hasUnwrittenSales: true }] });
    const { body } = await admin('POST', 'sales-files', { channelId: '101', from: '2026-08-10', to: '2026-08-10' });
    expect(body).toEqual({ written: ['sales-101-2026-08-10-r1'] });
    expect(existsSync(join(headquarters.folder, 'headquarters', 'files', 'outbox', 'sales-101-2026-08-10-r1.done'))).toBe(true);
    expect((await admin('GET', 'sales-days')).body).toMatchObject({ days: [{ revision: 1, hasUnwrittenSales: false }] });
  });
});
