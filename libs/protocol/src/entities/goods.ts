import { z } from 'zod';
import { businessKey, quantityText, shortText, weeklyHours } from '../texts';
import { defineEntity } from './define-entity';

/** What comes with each unit of a product: the deposit on its bottle. Links are not chained. */
export const productLinkEntity = defineEntity({
  name: 'productLink', job: '1040', scope: 'group', key: ['legalEntityId', 'productId', 'unitId', 'linkedProductId'],
  schema: z.object({
    legalEntityId: businessKey,
    productId: businessKey,
    /** The unit the product is sold in: a crate of 20 comes with 20 bottles and a crate. */
    unitId: businessKey,
    /** A product with its own price and tax, counted in its own unit. */
    linkedProductId: businessKey,
    /** For one unit; of goods sold by weight, for a line. */
    quantity: quantityText,
  }),
}); // prettier-ignore

/** Hours in which a product, or a category with all below it, may not be sold: spirits from 23:00 to 06:00. */
export const saleRestrictionEntity = defineEntity({
  name: 'saleRestriction', job: '1040', scope: 'group', key: ['legalEntityId', 'saleRestrictionId'],
  schema: z.object({
    legalEntityId: businessKey,
    saleRestrictionId: businessKey,
    /** What a register shows with the refusal. */
    name: shortText,
    subjectKind: z.enum(['product', 'category']),
    /** Of the product or the category. */
    subjectId: businessKey,
    /** Of the only channel it is for; for all when absent. */
    onlyChannelId: businessKey.optional(),
    /** By the wall clock of the store: `5 23:00-06:00` ends on Saturday morning. */
    hours: z.array(weeklyHours).min(1).max(50),
  }),
}); // prettier-ignore
