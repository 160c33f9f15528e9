import * as configuration from './configuration';
import type { EntityDefinition, JobId } from './define-entity';
import * as merchandise from './merchandise';
import * as staff from './staff';

/** Every kind of row sent down, in the order in which a first load applies them. */
export const ENTITIES: readonly EntityDefinition[] = [
  configuration.currencyEntity, configuration.unitOfMeasureEntity,
  configuration.legalEntityEntity, configuration.channelEntity, configuration.taxCodeEntity,
  configuration.taxGroupCodeEntity, configuration.itemTaxGroupCodeEntity, configuration.barcodeMaskEntity,
  configuration.registerEntity,
  staff.permissionGroupEntity, staff.workerEntity,
  configuration.tenderTypeEntity,
  merchandise.categoryEntity, merchandise.productEntity, merchandise.productBarcodeEntity, merchandise.priceEntity,
]; // prettier-ignore

/** Jobs in the order of a first load: configuration, registers, staff, products, prices. */
export const FIRST_LOAD_JOBS: readonly JobId[] = ['1110', '1070', '1090', '1060', '1040', '1020'];

export const JOB_NAMES: Readonly<Record<JobId, string>> = {
  '1010': 'Customers', '1020': 'Prices and discounts', '1040': 'Products', '1060': 'Staff',
  '1070': 'Channel configuration', '1090': 'Registers', '1110': 'Global configuration',
}; // prettier-ignore

export function entitiesOf(job: JobId): readonly EntityDefinition[] {
  return ENTITIES.filter((entity) => entity.job === job);
}

export function entityNamed(name: string): EntityDefinition | undefined {
  return ENTITIES.find((entity) => entity.name === name);
}
