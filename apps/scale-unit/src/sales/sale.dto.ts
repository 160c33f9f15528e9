import { businessKey, instant, uuid } from '@app/protocol';
import { z } from 'zod';
import { buyerDto } from '../carts/buyer.dto';
import { answerDto, basketDiscountDto, basketPriceDto, cashTenderDto, couponCode, newLineDto } from '../carts/cart.dto';

/** The register's own clock when it asked. */
const registerTime = instant.nullable().default(null);

/** Cash handed over with the request. */
const tenders = z.array(cashTenderDto).max(20).default([]);

export const checkoutDto = z.strictObject({ tenders, registerTime }).meta({ id: 'Checkout' });

export const basketDto = z
  .strictObject({
    transactionId: uuid,
    mode: z.enum(['live', 'training']).default('live'),
    /** Empty when the cart of this transaction id has them already. */
    lines: z.array(newLineDto).max(1_000).default([]),
    buyer: buyerDto.optional(),
    /** Codes of coupons. */
    coupons: z.array(couponCode).max(20).optional(),
    /** What the customer pays with, for offers that depend on it. */
    intendedTenderTypeId: businessKey.optional(),
    answers: z.array(answerDto).max(1_000).default([]),
    /** Prices a person sets and what they take off, within the limits of their permission group. What needs a second person needs a cart. */
    prices: z.array(basketPriceDto).max(1_000).optional(),
    discounts: z.array(basketDiscountDto).max(1_000).optional(),
    tenders,
    registerTime,
  })
  .meta({ id: 'Basket' });

export type CheckoutDto = z.output<typeof checkoutDto>;
export type BasketDto = z.output<typeof basketDto>;
