import type { Database } from '@app/database';
import type { LocalDate } from '@app/kernel';
import { channelEntity } from '@app/protocol';
import { putChannelDatabase, putDataGroup } from '../../company/channel-databases';
import { storeRows } from '../../company/company-data';
import { findRow } from '../../company/company-rows';
import type { Peppers } from '../../company/peppers';
import { companyRows, STANDARD_TAX } from '../company-template';
import { storeRows as rowsOfStore } from '../store-template';

const VAT = '0.18';

/** A branch of a chain as published files name it. */
export interface PublishedBranch {
  readonly chainName: string;
  readonly chainId: string;
  readonly branch: string;
}

/** Makes chain and branch the first time a file names them; what the company changed since then stays. */
export async function openGroceryStore(database: Database, peppers: Peppers, of: PublishedBranch, day: LocalDate): Promise<void> {
  const { chainName, chainId: legalEntityId, branch } = of;
  const channelId = `${legalEntityId}-${branch}`;
  if (await findRow(database.reader, channelEntity, { channelId })) return;
  const plan = { legalEntityId, name: chainName, registrationNumber: legalEntityId, currency: 'ILS', validFrom: day };
  const name = `${chainName} ${branch}`;
  const place = { channelId, legalEntityId, name, address: `סניף ${branch}`, currency: 'ILS', timeZone: 'Asia/Jerusalem', locale: 'he-IL' };
  const store = await rowsOfStore({ ...place, registerCount: 4, cashStep: '0.10', language: 'he-IL' }, peppers.of(legalEntityId));
  await database.unitOfWork.run(async (tx) => {
    await storeRows(tx, [...companyRows({ ...plan, taxes: { [STANDARD_TAX]: VAT } }), ...store]);
    await putDataGroup(tx, { dataGroupId: legalEntityId, name: chainName });
    await putChannelDatabase(tx, { channelDatabaseId: channelId, dataGroupId: legalEntityId, name, channelIds: [channelId] });
  });
}
