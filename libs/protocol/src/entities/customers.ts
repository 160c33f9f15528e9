import { z } from 'zod';
import { businessKey, shortText } from '../texts';
import { defineEntity } from './define-entity';

/** Somebody who is known by a number, as far as a store has to know: no address, no history. */
export const customerEntity = defineEntity({
  name: 'customer', job: '1010', scope: 'group', key: ['legalEntityId', 'customerId'],
  schema: z.object({
    legalEntityId: businessKey,
    customerId: businessKey,
    name: shortText,
    /** Digits alone, as it is looked up; null where nobody may look for it. */
    phone: z.string().regex(/^\d{5,20}$/, 'not digits').nullable(),
    /** Stores sell nothing under the number. */
    isBlocked: z.boolean(),
    /** In place of the store's, where the channel goes by it. */
    taxGroupId: businessKey.nullable(),
    /** Taxes the customer does not pay, where the channel goes by it. */
    exemptTaxCodeIds: z.array(businessKey).max(50),
    /** A price group of the customer alone. */
    priceGroupId: businessKey.nullable(),
    affiliationIds: z.array(businessKey).max(50),
  }),
}); // prettier-ignore

/** A loyalty card: whose it is, and the tier whose price groups count. */
export const loyaltyCardEntity = defineEntity({
  name: 'loyaltyCard', job: '1010', scope: 'group', key: ['legalEntityId', 'cardNumber'],
  schema: z.object({
    legalEntityId: businessKey,
    cardNumber: businessKey,
    /** Null for one that was given to nobody by name. */
    customerId: businessKey.nullable(),
    loyaltyTierId: businessKey.nullable(),
    isBlocked: z.boolean(),
  }),
}); // prettier-ignore
