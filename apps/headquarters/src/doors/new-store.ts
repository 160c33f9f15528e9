import type { Database } from '@app/database';
import { DomainError } from '@app/kernel';
import { channelEntity, legalEntityEntity } from '@app/protocol';
import { putChannelDatabase, putDataGroup } from '../company/channel-databases';
import { storeRows as storeAll } from '../company/company-data';
import { findRow } from '../company/company-rows';
import type { Peppers } from '../company/peppers';
import { companyRows, type CompanyPlan } from './company-template';
import { storeRows, type NewWorker, type StorePlan } from './store-template';

export interface NewStore {
  readonly store: StorePlan;
  /** Made with its first store. */
  readonly company: CompanyPlan;
  readonly manager: Omit<NewWorker, 'permissionGroupId'>;
}

/** Everything a store needs besides what it sells, with a channel database of its own. */
export async function createStore(database: Database, peppers: Peppers, { store, company, manager }: NewStore): Promise<void> {
  const { channelId, legalEntityId, name } = store;
  if (await findRow(database.reader, channelEntity, { channelId })) {
    throw new DomainError('channel.exists', `there is a channel ${channelId} already`);
  }
  const isKnown = await findRow(database.reader, legalEntityEntity, { legalEntityId });
  const rows = await storeRows(store, peppers.of(legalEntityId), [{ ...manager, permissionGroupId: 'store-manager' }]);
  await database.unitOfWork.run(async (tx) => {
    await storeAll(tx, isKnown ? rows : [...companyRows(company), ...rows]);
    await putDataGroup(tx, { dataGroupId: legalEntityId, name: company.name });
    await putChannelDatabase(tx, { channelDatabaseId: channelId, dataGroupId: legalEntityId, name, channelIds: [channelId] });
  });
}
