import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeOrder } from './place-order';
import { UpdateFolder } from './update-folder';

const AT_ONCE = { opensAt: null, closesAt: null, deadlineAt: null };

describe('an order of an update', () => {
  const folder = mkdtempSync(join(tmpdir(), 'order-'));
  const files = new UpdateFolder(folder);
  const started: string[] = [];
  const box = { running: '1.1.0', start: async () => started.push('updater') };
  const ordered = (version: string) => placeOrder(files, { version, kind: 'install', window: AT_ONCE, orderedBy: null }, box);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is refused for the release that runs, and nothing is left of it', async () => {
    await expect(ordered('1.1.0')).rejects.toMatchObject({ code: 'update.runs-already', details: { field: '/version' } });
    expect(files.order()).toBeUndefined();
    expect(started).toEqual([]);
  });

  it('is placed for another one, and refused while that is ordered', async () => {
    expect(await ordered('1.2.0')).toMatchObject({ version: '1.2.0' });
    expect(started).toEqual(['updater']);
    await expect(ordered('1.3.0')).rejects.toMatchObject({ code: 'update.under-way' });
  });
});
