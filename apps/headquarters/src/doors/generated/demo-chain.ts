import type { Database } from '@app/database';
import { categoryEntity, channelEntity } from '@app/protocol';
import { putChannelDatabase, putDataGroup } from '../../company/channel-databases';
import { rowsOf, storeRows as storeAll } from '../../company/company-data';
import { findRow } from '../../company/company-rows';
import type { Peppers } from '../../company/peppers';
import { companyRows } from '../company-template';
import { STORE_WORKERS, storeRows } from '../store-template';
import { DEMO_CATEGORIES, demoAssortment } from './demo-assortment';
import { addDemoAccounts } from './demo-accounts';
import { demoCustomers } from './demo-customers';
import { demoOffers } from './demo-offers';
import { priceRows, productRows } from './planned-product';

const LEGAL_ENTITY = 'harbour';
const VALID_FROM = '2020-01-01';
const STORES = [
  { channelId: '101', name: 'Harbour Market Dublin', address: '1 Quay Street, Dublin' },
  { channelId: '102', name: 'Harbour Market Galway', address: '2 Shop Street, Galway' },
] as const;

export interface DemoSummary {
  readonly channelDatabaseId: string;
  readonly productCount: number;
  readonly stores: readonly { readonly channelId: string; readonly name: string }[];
  readonly workers: readonly { readonly workerId: string; readonly name: string; readonly pin: string }[];
}

/** A small chain to try everything with: two stores of one company on one box. Made once; a second time changes nothing. */
export async function setUpDemoChain(database: Database, peppers: Peppers): Promise<DemoSummary> {
  const assortment = demoAssortment();
  const summary = { channelDatabaseId: LEGAL_ENTITY, productCount: assortment.length, stores: STORES, workers: STORE_WORKERS };
  if (await findRow(database.reader, channelEntity, { channelId: STORES[0].channelId })) return summary;
  const place = { legalEntityId: LEGAL_ENTITY, currency: 'EUR', timeZone: 'Europe/Dublin', locale: 'en-IE', language: 'en-IE' };
  const plans = STORES.map((store) => ({ ...store, ...place, registerCount: 3, cashStep: '0.05', dayCutOffMinutes: 240 }));
  const stores = await Promise.all(plans.map((plan) => storeRows(plan, peppers.of(LEGAL_ENTITY))));
  await database.unitOfWork.run(async (tx) => {
    await storeAll(tx, [
      ...companyRows({
        legalEntityId: LEGAL_ENTITY, name: 'Harbour Market', registrationNumber: 'IE1234567T', currency: 'EUR',
        taxes: { standard: '0.23', reduced: '0.135', zero: '0' }, validFrom: VALID_FROM,
      }),
      ...stores.flat(),
      rowsOf(categoryEntity, ...DEMO_CATEGORIES.map((category) => ({ legalEntityId: LEGAL_ENTITY, parentCategoryId: null, ...category }))),
      ...productRows(LEGAL_ENTITY, assortment),
      ...STORES.flatMap(({ channelId }) => priceRows({ channelId, legalEntityId: LEGAL_ENTITY, validFrom: VALID_FROM }, assortment)),
      ...demoCustomers(LEGAL_ENTITY),
      ...demoOffers({ legalEntityId: LEGAL_ENTITY, currency: 'EUR', validFrom: VALID_FROM, channelIds: STORES.map(({ channelId }) => channelId) }),
    ]); // prettier-ignore
    await addDemoAccounts(tx, Date.parse(VALID_FROM));
    await putDataGroup(tx, { dataGroupId: LEGAL_ENTITY, name: 'Harbour Market' });
    const channelIds = STORES.map(({ channelId }) => channelId);
    await putChannelDatabase(tx, { channelDatabaseId: LEGAL_ENTITY, dataGroupId: LEGAL_ENTITY, name: 'Harbour Market stores', channelIds });
  });
  return summary;
}
