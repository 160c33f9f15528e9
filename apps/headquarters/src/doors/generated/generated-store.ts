import type { Database } from '@app/database';
import { categoryEntity } from '@app/protocol';
import { putChannelDatabase, putDataGroup } from '../../company/channel-databases';
import { rowsOf, storeRows as storeAll } from '../../company/company-data';
import type { Peppers } from '../../company/peppers';
import { companyRows, STANDARD_TAX } from '../company-template';
import { storeRows } from '../store-template';
import { exampleGtin, examplePrice } from './generated-gtin';
import { priceRows, productRows, type PlannedProduct } from './planned-product';

const BATCH = 5_000;
const VALID_FROM = '2020-01-01';
const CATEGORY = 'generated';

export interface GeneratedStoreOptions {
  /** Names company, channel and channel database alike. */
  readonly id: string;
  readonly productCount: number;
  readonly registerCount: number;
  readonly onProgress?: (productCount: number) => void;
}

/** A store of any size, for measuring. Every tenth product is sold by weight. */
export async function generateStore(database: Database, peppers: Peppers, options: GeneratedStoreOptions): Promise<void> {
  const { id, productCount, registerCount } = options;
  const name = `Generated store ${id}`;
  const place = {
    channelId: id,
    legalEntityId: id,
    name,
    address: 'nowhere',
    currency: 'EUR',
    timeZone: 'Europe/Dublin',
    locale: 'en-IE',
    language: 'en-IE',
  };
  const store = await storeRows({ ...place, registerCount, cashStep: '0' }, peppers.of(id));
  const company = companyRows({
    legalEntityId: id,
    name,
    registrationNumber: id,
    currency: 'EUR',
    taxes: { [STANDARD_TAX]: '0.23' },
    validFrom: VALID_FROM,
  });
  const category = rowsOf(categoryEntity, { legalEntityId: id, categoryId: CATEGORY, parentCategoryId: null, name: 'Generated' });
  await database.unitOfWork.run(async (tx) => {
    await storeAll(tx, [...company, ...store, category]);
    await putDataGroup(tx, { dataGroupId: id, name });
    await putChannelDatabase(tx, { channelDatabaseId: id, dataGroupId: id, name, channelIds: [id] });
  });
  for (let from = 0; from < productCount; from += BATCH) {
    const products = Array.from({ length: Math.min(BATCH, productCount - from) }, (_, index) => productOf(from + index));
    const rows = [...productRows(id, products), ...priceRows({ channelId: id, legalEntityId: id, validFrom: VALID_FROM }, products)];
    await database.unitOfWork.run((tx) => storeAll(tx, rows));
    options.onProgress?.(from + products.length);
  }
}

function productOf(number: number): PlannedProduct {
  return {
    productId: `G${String(number + 1).padStart(7, '0')}`,
    name: `Product ${number + 1}`,
    categoryId: CATEGORY,
    itemTaxGroupId: STANDARD_TAX,
    unitPrice: examplePrice(number),
    isWeighed: number % 10 === 9,
    barcodes: [{ code: exampleGtin(1_000_000 + number), quantity: '1' }],
  };
}
