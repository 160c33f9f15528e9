import { DomainError } from '@app/kernel';
import {
  barcodeMaskEntity,
  categoryEntity,
  channelEntity,
  chargeCodeEntity,
  currencyEntity,
  exchangeRateEntity,
  itemTaxGroupCodeEntity,
  legalEntityEntity,
  permissionGroupEntity,
  priceGroupEntity,
  priceGroupMemberEntity,
  refundTenderEntity,
  receiptFormatEntity,
  registerEntity,
  saleRestrictionEntity,
  taxCodeEntity,
  taxGroupCodeEntity,
  taxOverrideEntity,
  tenderTypeEntity,
  unitConversionEntity,
  unitOfMeasureEntity,
  workerEntity,
  type RowOf,
} from '@app/protocol';
import type { Reader } from '@app/database';
import { readAll } from './select';

export type ChannelRow = RowOf<typeof channelEntity>;
export type RegisterRow = RowOf<typeof registerEntity>;
export type WorkerRow = RowOf<typeof workerEntity>;
export type PermissionGroupRow = RowOf<typeof permissionGroupEntity>;
export type TenderTypeRow = RowOf<typeof tenderTypeEntity>;
export type LegalEntityRow = RowOf<typeof legalEntityEntity>;
export type PriceGroupRow = RowOf<typeof priceGroupEntity>;
export type PriceGroupMemberRow = RowOf<typeof priceGroupMemberEntity>;
export type UnitOfMeasureRow = RowOf<typeof unitOfMeasureEntity>;

/** Everything sent down but the assortment: some hundred rows that belong together, all of one catalog version. */
export type CatalogConfiguration = Readonly<{ version: number }> & Awaited<ReturnType<typeof readTables>>;

/** Attempts before a reader gives up; each is a handful of small reads, an apply commits at most a few times a second. */
const ATTEMPTS = 10;

/** Reads the configuration in one version: when a package was applied in between, it is read again. */
export async function readConfiguration(reader: Reader): Promise<CatalogConfiguration> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const version = await readVersion(reader);
    const tables = await readTables(reader);
    if ((await readVersion(reader)) === version) return { version, ...tables };
  }
  throw new DomainError('catalog.busy', 'the catalog kept changing while it was read', { retryable: true });
}

export async function readVersion(reader: Reader): Promise<number> {
  const [state] = await reader.query<{ version: number | string }>('SELECT version FROM {catalog_state} WHERE id = 1');
  return Number(state?.version ?? 0);
}

async function readTables(reader: Reader) {
  const saleRestrictions = await readAll(reader, saleRestrictionEntity);
  return {
    saleRestrictions,
    /** Only where a restriction is on one of them. */
    categories: saleRestrictions.some(({ subjectKind }) => subjectKind === 'category') ? await readAll(reader, categoryEntity) : [],
    legalEntities: await readAll(reader, legalEntityEntity),
    channels: await readAll(reader, channelEntity),
    registers: await readAll(reader, registerEntity),
    receiptFormats: await readAll(reader, receiptFormatEntity),
    tenderTypes: await readAll(reader, tenderTypeEntity),
    workers: await readAll(reader, workerEntity),
    permissionGroups: await readAll(reader, permissionGroupEntity),
    taxCodes: await readAll(reader, taxCodeEntity),
    taxGroupCodes: await readAll(reader, taxGroupCodeEntity),
    itemTaxGroupCodes: await readAll(reader, itemTaxGroupCodeEntity),
    taxOverrides: await readAll(reader, taxOverrideEntity),
    unitConversions: await readAll(reader, unitConversionEntity),
    chargeCodes: await readAll(reader, chargeCodeEntity),
    barcodeMasks: await readAll(reader, barcodeMaskEntity),
    currencies: await readAll(reader, currencyEntity),
    exchangeRates: await readAll(reader, exchangeRateEntity),
    refundTenders: await readAll(reader, refundTenderEntity),
    units: await readAll(reader, unitOfMeasureEntity),
    priceGroups: await readAll(reader, priceGroupEntity),
    priceGroupMembers: await readAll(reader, priceGroupMemberEntity),
  };
}
