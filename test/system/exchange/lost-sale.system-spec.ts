import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { openOwnStore, type OwnStore } from '../../../tools/simulate/src/own-store';
import { lostSale } from '../../../tools/simulate/src/scenarios/lost-sale';
import { inFolder } from '../support/folders';

/** Deletes a sale of the register in the file of the running headquarters. Answers its receipt number. */
function loseSaleOf({ store }: OwnStore, registerId: string): string {
  const database = new Sqlite(join(store.dataFolder, 'headquarters', 'headquarters.db'), { timeout: 60_000 });
  try {
    const lose = database.prepare<[string], { receipt: string }>(
      `DELETE FROM record WHERE rowid = (SELECT min(rowid) FROM record WHERE register_id = ? AND type = 'sale') RETURNING receipt_number AS receipt`,
    );
    const lost = lose.get(registerId);
    if (!lost) throw new Error(`headquarters holds no sale of ${registerId}`);
    return lost.receipt;
  } finally {
    database.close();
  }
}

it('a sale that headquarters lost is named by its receipt at the next close and by the comparison, and is sent again', async () => {
  const result = await inFolder('lost-sale', async (folder) => {
    const world = await openOwnStore({ registerCount: 2, productCount: 50, folder });
    try {
      return await lostSale(world, { folder, salesEach: 4, loseSaleOf: (registerId) => loseSaleOf(world, registerId) });
    } finally {
      await world.close();
    }
  });
  const { beforeClose, beforeCheck } = result.deleted;
  expect(result.namedByClose).toEqual([beforeClose]);
  expect(result.namedByCheck).toEqual([beforeCheck]);
  expect(result.restoredCount).toBe(1);
  expect([...result.namedAtHeadquarters].sort()).toEqual([beforeClose, beforeCheck].sort());
  expect(result.differences).toEqual([]);
}, 180_000);
