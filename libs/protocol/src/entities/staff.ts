import { z } from 'zod';
import { businessKey, moneyText, rateText, shortText } from '../texts';
import { defineEntity } from './define-entity';

export const permissionGroupEntity = defineEntity({
  name: 'permissionGroup', job: '1060', scope: 'group', key: ['legalEntityId', 'permissionGroupId'],
  schema: z.object({
    legalEntityId: businessKey,
    permissionGroupId: businessKey,
    name: shortText,
    /** Names of permissions of the operation registry; unknown ones are kept and grant nothing. */
    permissions: z.array(z.string().max(60)).max(200),
    /** The largest part, and the most money, a person may take off a line; absent money is as much as the part comes to. */
    maximumLineDiscount: rateText,
    maximumLineDiscountAmount: moneyText.optional(),
    /** The same off a whole sale; absent, nothing. */
    maximumTotalDiscount: rateText.optional(),
    maximumTotalDiscountAmount: moneyText.optional(),
    /** Which way a price may be set that differs from the catalog's (field notes 5.11: allowPriceOverride); absent, none. */
    priceOverride: z.enum(['none', 'higher', 'lower', 'both']).optional(),
    /** The most one line without a receipt may give back, and all of them in one transaction; absent, as much as it comes to. */
    maximumLineReturn: moneyText.optional(),
    maximumReturn: moneyText.optional(),
  }),
}); // prettier-ignore

/** A worker as one channel may know them: sent only to channels in whose address book they stand. */
export const workerEntity = defineEntity({
  name: 'worker', job: '1060', scope: 'channel', key: ['channelId', 'workerId'],
  schema: z.object({
    channelId: businessKey,
    legalEntityId: businessKey,
    workerId: businessKey,
    name: shortText,
    language: z.string().max(35),
    permissionGroupId: businessKey,
    /** `argon2id$m=..,t=..,p=..$salt$hash`, peppered per legal entity; null for a worker without a PIN. */
    pinVerifier: z.string().max(300).nullable(),
    isBlocked: z.boolean(),
  }),
}); // prettier-ignore
