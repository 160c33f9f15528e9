import { ScansService } from '@app/catalog';
import { CATALOG_MIGRATIONS, CatalogReader } from '@app/channel-db';
import { instantReaching } from '@app/kernel';
import { eachDatabase, MILK, NOON, price, putRows, SHOP_ROWS } from '@app/testing';

const of = { legalEntityId: 'le1', channelId: 'store-1' };
const TODAY = { validFrom: '2026-08-10', validTo: '2026-08-10' };
const at = (time: string) => instantReaching(`2026-08-10T${time}`, 'Asia/Jerusalem');

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  let now = NOON;
  let scans: ScansService;

  beforeEach(async () => {
    now = NOON;
    await putRows(test.database(), SHOP_ROWS, 3);
    const { reader } = test.database();
    const catalog = new CatalogReader({ read: (work) => work(reader) });
    scans = new ScansService({ catalog, store: test.database(), businessClock: { now: () => now } });
  });

  async function priceAt(instant: number): Promise<string | null> {
    now = instant;
    const answer = await scans.resolve(of, MILK);
    return 'product' in answer ? answer.product.unitPrice : null;
  }

  describe('an article that is scanned again', () => {
    it('costs what it costs now: when a price begins or ends by itself, and when the clock is put back', async () => {
      const happyHour = price('milk', '5', 'pcs', { ...TODAY, validFromTime: '15:00', validToTime: '16:00' });
      await putRows(test.database(), { price: [happyHour] }, 4);
      const usual = await priceAt(NOON);
      expect(usual).not.toBe('5.00');
      expect(await priceAt(at('14:59'))).toBe(usual);
      expect(await priceAt(at('15:00'))).toBe('5.00');
      expect(await priceAt(at('16:00') - 1)).toBe('5.00');
      expect(await priceAt(at('16:00'))).toBe(usual);
      expect(await priceAt(at('15:30'))).toBe('5.00');
    });

    it('costs what the catalog says once it has moved', async () => {
      expect(await priceAt(NOON)).not.toBe('1.23');
      await putRows(test.database(), { price: [price('milk', '1.23', 'pcs', { validFrom: '2026-08-10' })] }, 5);
      expect(await priceAt(NOON)).toBe('1.23');
    });
  });
});
