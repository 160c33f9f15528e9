import { CATALOG_MIGRATIONS, CATALOG_TABLES, CatalogReader } from '@app/channel-db';
import { parseRate, parseUnitPrice } from '@app/kernel';
import { eachDatabase, MILK, price, putRows, SHOP_ROWS, SIX_PACK } from '@app/testing';
import { countingReader } from './counting-reader';

const of = { legalEntityId: 'le1', channelId: 'store-1' };
const keyOf = (barcode: string): string => barcode.padStart(14, '0');

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  let catalog: CatalogReader;
  /** Statements since the last look. */
  let asked: string[];

  beforeEach(async () => {
    await putRows(test.database(), SHOP_ROWS, 7);
    asked = [];
    const counting = countingReader(test.database().reader, (sql) => asked.push(sql));
    catalog = new CatalogReader({ read: (work) => work(counting) });
  });

  const nextVersion = (rows: Readonly<Record<string, readonly object[]>>) => putRows(test.database(), rows, 8);

  describe('every entity of the protocol', () => {
    it('has its table, with its fields and no others', async () => {
      for (const { table, columns } of CATALOG_TABLES) {
        const names = columns.map(({ column }) => column).join(', ');
        await expect(test.database().reader.query(`SELECT ${names} FROM {${table}}`)).resolves.toHaveProperty('length');
      }
    });
  });

  describe('rules of a channel', () => {
    it('hold what it sells by, in the money of its currency', async () => {
      const rules = await catalog.rules('store-1');
      expect(rules).toMatchObject({
        catalogVersion: 7,
        legalEntityId: 'le1',
        currency: { code: 'ILS', minorDigits: 2 },
        dayCutOffMinutes: 240,
      });
      expect(rules?.tenderTypes.get('cash')?.roundingStep).toBe(10);
      expect(rules?.taxCodes.map(({ rate }) => rate)).toEqual([180_000]);
      expect(rules?.itemTaxGroups.get('full')).toEqual(['vat']);
      expect(rules?.unitDecimals.get('kg')).toBe(3);
      expect(rules?.barcodeMasks).toHaveLength(2);
    });

    it('are none for a channel that was not sent down', async () => {
      expect(await catalog.rules('elsewhere')).toBeUndefined();
    });

    it('leave out a tender whose limits are finer than the currency, and keep the others', async () => {
      const [cash] = SHOP_ROWS['tenderType'] ?? [];
      await nextVersion({ tenderType: [{ ...cash, tenderTypeId: 'odd', minimumAmount: '0.001' }] });
      expect([...((await catalog.rules('store-1'))?.tenderTypes.keys() ?? [])]).toEqual(['card', 'cash']);
    });

    it('are kept until the version moves, and not a read longer', async () => {
      const first = await catalog.rules('store-1');
      asked = [];
      expect(await catalog.rules('store-1')).toBe(first);
      expect(asked).toHaveLength(1);
      await nextVersion({ unitOfMeasure: [{ unitId: 'l', name: 'litre', decimals: 2 }] });
      expect((await catalog.rules('store-1'))?.unitDecimals.get('l')).toBe(2);
    });
  });

  describe('a pricing book', () => {
    it('holds the products asked for with all their prices, in one statement', async () => {
      await nextVersion({ price: [price('milk', '9.90', 'pcs', { validFrom: '2026-12-01' })] });
      asked = [];
      const book = await catalog.book(of, ['milk', 'wine', 'nothing', 'milk']);
      expect(asked).toHaveLength(1);
      expect([...book.products.keys()].sort()).toEqual(['milk', 'wine']);
      expect(book.prices.get('milk')).toHaveLength(2);
      expect(book.products.get('wine')).toMatchObject({ minimumAge: 18, isWeighed: false });
      expect(book.catalogVersion).toBe(8);
    });

    it('knows its version also when it is empty', async () => {
      expect(await catalog.book(of, [])).toMatchObject({ catalogVersion: 7, products: new Map() });
    });

    it('holds nothing of another legal entity or channel', async () => {
      expect((await catalog.book({ ...of, legalEntityId: 'other' }, ['milk'])).products.size).toBe(0);
      expect((await catalog.book({ ...of, channelId: 'other' }, ['milk'])).prices.get('milk')).toEqual([]);
    });

    it('comes with rules of the same version', async () => {
      const data = await catalog.sellingData(of, ['milk']);
      expect(data?.rules.catalogVersion).toBe(data?.book.catalogVersion);
    });
  });

  describe('a barcode', () => {
    it('gives its product, its unit and how many one scan adds', async () => {
      const { byKey } = await catalog.byBarcodes(of, [keyOf(SIX_PACK)]);
      expect(byKey.get(keyOf(SIX_PACK))).toMatchObject({ barcode: { productId: 'milk', quantity: 6_000 }, product: { name: 'milk' } });
    });

    it('that nobody carries gives none', async () => {
      expect((await catalog.byBarcodes(of, ['00000000000000'])).byKey.size).toBe(0);
      expect(await catalog.scannedData(of, '00000000000000')).toMatchObject({ row: null });
    });

    it('finds what several barcodes stand for as it finds each, and leaves out what nobody carries', async () => {
      const { catalogVersion, byKey } = await catalog.byBarcodes(of, [keyOf(SIX_PACK), '00000000000000', keyOf(MILK)]);
      expect([...byKey.keys()].sort()).toEqual([keyOf(SIX_PACK), keyOf(MILK)].sort());
      for (const [key, row] of byKey) expect(row).toEqual((await catalog.byBarcodes(of, [key])).byKey.get(key));
      expect(catalogVersion).toBe(await catalog.version());
    });

    it('scanned again is answered from memory, until the version moves', async () => {
      await catalog.scannedData(of, keyOf(MILK));
      asked = [];
      await catalog.scannedData(of, keyOf(MILK));
      expect(asked).toHaveLength(1);
      await nextVersion({ price: [price('milk', '1.00', 'pcs', { validFrom: '2026-12-01' })] });
      expect((await catalog.scannedData(of, keyOf(MILK)))?.row?.prices).toHaveLength(2);
    });
  });

  describe('prices that change by themselves', () => {
    const at = (minute: string) => catalog.lastPriceChange(of, minute);

    it('are told by the last minute of the day that one names, beginning or end', async () => {
      const today = { validFrom: '2026-08-10', validTo: '2026-08-10' };
      const rows = [
        price('milk', '5', 'pcs', { ...today, validFromTime: '08:00', validToTime: '14:30' }),
        price('milk', '6', 'pcs', { ...today, validFromTime: '12:00' }),
        price('milk', '7', 'pcs', { validFrom: '2026-08-11', validFromTime: '09:00' }),
        { ...price('milk', '8', 'pcs', { ...today, validFromTime: '13:00' }), channelId: 'other' },
      ];
      await nextVersion({ price: rows });
      expect(await Promise.all(['07:59', '08:00', '13:59', '23:59'].map((time) => at(`2026-08-10T${time}`)))).toEqual([
        undefined, '2026-08-10T08:00', '2026-08-10T12:00', '2026-08-10T14:30',
      ]); // prettier-ignore
      expect(await at('2026-08-11T08:59')).toBeUndefined();
      expect((await catalog.book(of, ['milk'])).prices.get('milk')).toContainEqual(expect.objectContaining({ validToTime: '14:30' }));
    });
  });

  it('lower prices by adjustments of the channel, each once beside however many prices', async () => {
    const adjustment = (id: string, change: object) => ({
      ...of, priceAdjustmentId: id, priceGroupId: 'g', productId: 'milk', validFrom: '2026-08-10', validFromTime: '23:30', validTo: '2026-08-11', ...change,
    }); // prettier-ignore
    await nextVersion({
      price: [price('milk', '5'), price('milk', '6')],
      priceAdjustment: [
        adjustment('a', { partOff: parseRate('0.1') }), adjustment('b', { amountOff: parseUnitPrice('1') }), adjustment('c', { unitPrice: parseUnitPrice('3') }),
        adjustment('d', {}), adjustment('e', { channelId: 'other', unitPrice: parseUnitPrice('1') }),
      ],
    }); // prettier-ignore
    const book = await catalog.book(of, ['milk', 'wine']);
    const inBook = { prices: book.prices.get('milk'), adjustments: book.adjustments?.get('milk') };
    const scanned = (await catalog.byBarcodes(of, [keyOf(MILK)])).byKey.get(keyOf(MILK));
    for (const { adjustments, prices } of [inBook, { ...scanned }]) {
      expect(adjustments?.map(({ priceAdjustmentId, change }) => [priceAdjustmentId, change.kind])).toEqual([
        ['a', 'percent'], ['b', 'amount'], ['c', 'price'],
      ]); // prettier-ignore
      expect(prices?.length).toBeGreaterThanOrEqual(2);
    }
    expect(await catalog.lastPriceChange(of, '2026-08-10T23:45')).toBe('2026-08-10T23:30');
  });

  it('pages through products by their ids, with barcodes and prices', async () => {
    const first = await catalog.productPage(of, { limit: 2, after: null });
    expect(first.products.map(({ productId }) => productId)).toEqual(['apples', 'milk']);
    expect(first.products[1]?.barcodes).toEqual([keyOf(MILK), keyOf(SIX_PACK)].sort());
    const second = await catalog.productPage(of, { limit: 2, after: first.next });
    expect(second.products.map(({ productId }) => productId)).toEqual(['repair', 'wine']);
    expect(second.next).toBeNull();
  });
});
