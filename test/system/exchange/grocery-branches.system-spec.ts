import { currentGeneration } from '@app/channel-db';
import { openReadOnly } from '@app/database';
import { describeWithData } from '@app/testing';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { GroceryImport, type ImportSummary } from '../../../apps/headquarters/src/doors/grocery/import-grocery';
import { refusalsOf } from '../../../apps/headquarters/src/doors/import-log';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { sellableIn } from '../../../apps/headquarters/test/kit/sellable-in';
import { enrolledUnit } from './a-box';

jest.setTimeout(240_000);

const SELLABLE = `
  SELECT b.barcode, p.unit_price AS price, a.is_weighed AS weighed, a.name FROM {price} p
  JOIN {product} a ON a.legal_entity_id = p.legal_entity_id AND a.product_id = p.product_id
  JOIN {product_barcode} b ON b.legal_entity_id = p.legal_entity_id AND b.product_id = p.product_id
  WHERE p.channel_id = ?`;

/** What the catalog of a box lets its branch sell, in the form of the independent account. */
async function sellableOn(folder: string, channelId: string): Promise<{ count: number; digest: string }> {
  const opened = openReadOnly(join(folder, `catalog-${currentGeneration(folder)}.db`));
  const rows = await opened.reader.query<Record<string, string | number>>(SELLABLE, [channelId]);
  opened.close();
  const lines = rows.map(({ barcode, price, weighed, name }) => [barcode, price, weighed, name].join('\t')).sort();
  return { count: lines.length, digest: createHash('sha256').update(lines.join('\n')).digest('hex') };
}

describeWithData('grocery-prices-il/prices_2026-08-10.csv.gz', 'the supermarket prices of 2026-08-10', (file) => {
  let headquarters: ServedHeadquarters;
  let summary: ImportSummary;
  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    summary = await new GroceryImport(headquarters.database, headquarters.peppers, { file }).run();
  });
  afterAll(() => headquarters.dispose());

  it('are accounted for to the row: stored and listed with a reason are all 75,202', async () => {
    expect(summary.storedCount + summary.refusedCount).toBe(75_202);
    const listed = await refusalsOf(headquarters.database.reader, summary.importId, { limit: 100_000, after: 0 });
    expect(listed).toHaveLength(summary.refusedCount);
    expect(new Set(listed.map(({ reason }) => reason))).toEqual(new Set(['wrong-check-digit', 'wrong-length', 'no-price']));
  });

  it('reach the box of each branch: exactly the rows it may sell, to the last letter', async () => {
    const found: Record<string, { count: number; digest: string }> = {};
    const expected = sellableIn(file);
    for (const channelId of Object.keys(expected)) {
      const unit = await enrolledUnit(headquarters, channelId);
      expect(await unit.exchange.download.runOnce(0)).toEqual({ kind: 'done', applied: 7, failed: [] });
      found[channelId] = await sellableOn(unit.folder, channelId);
      await unit.close();
      rmSync(unit.folder, { recursive: true, force: true });
    }
    expect(found).toEqual(expected);
    expect(Object.values(found).reduce((sum, { count }) => sum + count, 0)).toBe(75_034);
  });
});
