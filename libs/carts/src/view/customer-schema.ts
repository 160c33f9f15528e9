import { businessKey, shortText } from '@app/protocol';
import { z } from 'zod';

/** Who was meant; more than one where they share a telephone. */
export const foundCustomersBody = z
  .object({
    customers: z.array(
      z.object({ customerId: businessKey, name: shortText, isBlocked: z.boolean(), affiliationIds: z.array(businessKey) }),
    ),
  })
  .meta({ id: 'FoundCustomers' });
export type FoundCustomers = z.output<typeof foundCustomersBody>;
