import { businessKey } from '@app/protocol';
import { z } from 'zod';

export const lookUpDto = z
  .strictObject({ customerId: businessKey.optional(), cardNumber: businessKey.optional(), phone: z.string().min(5).max(30).optional() })
  .refine((named) => Object.values(named).filter((value) => value !== undefined).length === 1, {
    path: ['customerId'],
    error: 'either a customer, a card or a telephone',
  })
  .meta({ id: 'CustomerLookUp' });

/** Null for nobody. */
export const namedCustomerDto = z.strictObject({ customerId: businessKey.nullable() }).meta({ id: 'NamedCustomer' });

/** Null takes it out. */
export const loyaltyCardDto = z.strictObject({ cardNumber: businessKey.nullable() }).meta({ id: 'LoyaltyCard' });

/** All of them; those of the customer count anyhow. */
const affiliations = z.array(businessKey).max(20);
/** Who buys, with a whole basket. */
export const buyerDto = z.strictObject({
  customerId: businessKey.optional(),
  loyaltyCardNumber: businessKey.optional(),
  affiliationIds: affiliations.optional(),
});
export const affiliationsDto = z.strictObject({ affiliationIds: affiliations }).meta({ id: 'Affiliations' });

export type LookUpDto = z.output<typeof lookUpDto>;
export type NamedCustomerDto = z.output<typeof namedCustomerDto>;
export type LoyaltyCardDto = z.output<typeof loyaltyCardDto>;
export type AffiliationsDto = z.output<typeof affiliationsDto>;
