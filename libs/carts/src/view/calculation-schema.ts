import type { z } from 'zod';
import { cartBody } from './cart-schema';
import { explanationBody } from './explanation-schema';

/** A priced document: lines with their price rows, discounts and taxes, totals, and what a sale of it would still ask. */
export const calculationBody = cartBody
  .pick({
    priceDate: true, catalogVersion: true, currency: true, pricesIncludeTax: true, taxOverrideId: true, lines: true,
    intendedTenderTypeId: true, buyer: true, coupons: true, taxes: true, totals: true, payable: true, requirements: true,
  })
  .extend({ /** Where it was asked for. */ explanation: explanationBody.optional() })
  .meta({ id: 'Calculation' }); // prettier-ignore
export type Calculation = z.output<typeof calculationBody>;
