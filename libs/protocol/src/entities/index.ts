import * as configuration from './configuration';
import * as customers from './customers';
import type { EntityDefinition, JobId } from './define-entity';
import * as goods from './goods';
import * as merchandise from './merchandise';
import * as offers from './offers';
import * as priceGroups from './price-groups';
import * as receipts from './receipts';
import * as staff from './staff';

/** Every kind of row sent down, in the order in which a first load applies them. */
export const ENTITIES: readonly EntityDefinition[] = [
  configuration.currencyEntity, configuration.unitOfMeasureEntity, configuration.exchangeRateEntity,
  configuration.legalEntityEntity, configuration.channelEntity, configuration.taxCodeEntity,
  configuration.taxGroupCodeEntity, configuration.itemTaxGroupCodeEntity, configuration.taxOverrideEntity, configuration.chargeCodeEntity,
  configuration.barcodeMaskEntity,
  configuration.registerEntity, receipts.receiptFormatEntity,
  staff.permissionGroupEntity, staff.workerEntity,
  configuration.tenderTypeEntity, configuration.refundTenderEntity,
  merchandise.categoryEntity, merchandise.productEntity, merchandise.productBarcodeEntity, merchandise.unitConversionEntity,
  goods.productLinkEntity, goods.saleRestrictionEntity,
  priceGroups.priceGroupEntity, priceGroups.priceGroupMemberEntity, merchandise.priceEntity, merchandise.priceAdjustmentEntity,
  offers.offerEntity, offers.offerLineEntity, offers.offerPriceGroupEntity, offers.couponEntity,
  customers.customerEntity, customers.loyaltyCardEntity,
]; // prettier-ignore

/** Jobs in the order of a first load: configuration, registers, staff, products, prices, customers. */
export const FIRST_LOAD_JOBS: readonly JobId[] = ['1110', '1070', '1090', '1060', '1040', '1020', '1010'];

/** All download jobs together. */
export const ALL_JOBS: JobId = '9999';
/** What stores sold, on its way up. */
export const UPLOAD_JOB: JobId = 'P-0001';

/** The predefined jobs; a company may add its own. */
export const JOB_NAMES: Readonly<Record<JobId, string>> = {
  '1010': 'Customers', '1020': 'Prices and discounts', '1040': 'Products', '1050': 'Loyalty information', '1060': 'Staff',
  '1070': 'Channel configuration', '1090': 'Registers', '1110': 'Global configuration', '1120': 'Modes of delivery',
  '1130': 'Product availability', '1150': 'Catalog', [ALL_JOBS]: 'All jobs', [UPLOAD_JOB]: 'Channel transactions (upload)',
}; // prettier-ignore

/** Jobs by which it is decided what a sale costs and who may make one. */
export const SELLING_JOBS: ReadonlySet<JobId> = new Set(FIRST_LOAD_JOBS.filter((job) => job !== '1010'));

/** Entities the job carries unless headquarters says otherwise. */
export function entitiesOf(job: JobId): readonly EntityDefinition[] {
  return ENTITIES.filter((entity) => entity.job === job);
}

export function entityNamed(name: string): EntityDefinition | undefined {
  return ENTITIES.find((entity) => entity.name === name);
}
