import { z } from 'zod';
import { businessKey, quantityText } from '../texts';
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
