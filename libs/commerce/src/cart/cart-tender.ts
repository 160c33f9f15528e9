import type { Amount, Currency, LocalDate, Rate } from '@app/kernel';

/** Kept by headquarters under a number: it alone says what they are worth. */
export type AccountFunction = 'gift-card' | 'credit-memo' | 'voucher' | 'customer-account' | 'loyalty';
export type TenderFunction = 'cash' | 'card' | AccountFunction;

/** How much of a sale was paid with a tender type, its change taken off. */
export interface OriginalPayment {
  readonly transactionId: string;
  readonly tenderTypeId: string;
  readonly amount: Amount;
}

/** One payment (or refund) with its change. Money received minus change is what it pays. */
export interface CartTender {
  readonly tenderId: string;
  readonly tenderTypeId: string;
  readonly function: TenderFunction;
  readonly kind: 'payment' | 'refund';
  /** What was handed over; negative when the store gives. */
  readonly tendered: Amount;
  /** What went back out of it, not negative. */
  readonly change: Amount;
  readonly changeTenderTypeId: string | null;
  /** What cash rounding added to the total (negative: took off) when this tender closed it. */
  readonly rounding: Amount;
  readonly isVoided: boolean;
  /** The attempt that moved the money; null for cash. */
  readonly attemptId: string | null;
  readonly authorization: string | null;
  /** Last four digits. */
  readonly cardLastDigits: string | null;
  readonly giftCardNumber: string | null;
  /** Of another account that headquarters keeps; absent on all others. */
  readonly accountNumber?: string | undefined;
  /** What was handed over when it was not money of the channel's currency. */
  readonly foreign?: ForeignAmount | undefined;
}

/** Foreign money, the rate it was taken at and what it is worth in the company's books. */
export interface ForeignAmount {
  readonly currency: Currency;
  readonly amount: Amount;
  /** So many units cost `rate` in the company's currency, since `rateDate`. */
  readonly units: number;
  readonly rate: Rate;
  readonly rateDate: LocalDate;
  readonly companyCurrency: Currency;
  readonly companyAmount: Amount;
}
