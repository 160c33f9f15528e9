import type { Cart, DeliveryMode, WantedOrder } from '@app/commerce';
import { DomainError, parseAmount, type Rate } from '@app/kernel';
import { sellingError } from '../errors';

/** An order as a register wrote it: what delivery costs is a decimal text of the cart's currency. */
export interface GivenOrder {
  readonly customerName: string;
  readonly address: string | null;
  readonly deliveries: readonly { readonly lineId: string; readonly mode: DeliveryMode }[];
  readonly depositRate?: Rate | undefined;
  readonly depositLineId: string;
  readonly delivery?: { readonly lineId: string; readonly charge: string } | undefined;
}

export function wantedOrder({ depositRate, delivery, ...given }: GivenOrder, { currency }: Cart): WantedOrder {
  return {
    ...given,
    depositRate: depositRate ?? null,
    delivery: delivery ? { ...delivery, charge: chargeOf(delivery.charge, currency.minorDigits) } : null,
  };
}

function chargeOf(text: string, minorDigits: number) {
  try {
    return parseAmount(text, minorDigits);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    throw sellingError('amount.malformed', cause.message, { field: '/delivery/charge', minorDigits });
  }
}
