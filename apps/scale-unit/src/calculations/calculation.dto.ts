import { businessKey, instant } from '@app/protocol';
import { z } from 'zod';
import { buyerDto } from '../carts/buyer.dto';
import { couponCode, newLineDto } from '../carts/cart.dto';

/** A document to be priced. Nothing of it is kept. */
export const calculationDto = z
  .strictObject({
    lines: z.array(newLineDto).min(1).max(1_000),
    /** Codes of coupons. */
    coupons: z.array(couponCode).max(20).optional(),
    /** Who would buy, by number; their taxes stand before those of `customer`. */
    buyer: buyerDto.extend({ loyaltyTierId: businessKey.optional() }).optional(),
    intendedTenderTypeId: businessKey.optional(),
    customer: z
      .strictObject({ taxGroupId: businessKey.nullable().default(null), exemptTaxCodeIds: z.array(businessKey).max(100).default([]) })
      .optional(),
    /** Where it ships to; absent for what is carried out. */
    delivery: z.strictObject({ taxGroupId: businessKey }).optional(),
    taxOverrideId: businessKey.optional(),
    /** When, by the business clock; now when absent. */
    at: instant.optional(),
    /** Also say how it came about. */
    explain: z.boolean().default(false),
  })
  .meta({ id: 'DocumentToPrice' });
export type CalculationDto = z.output<typeof calculationDto>;
