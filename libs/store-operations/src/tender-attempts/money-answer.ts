import type { Amount } from '@app/kernel';

/** What somebody who moves money said about one attempt. */
export type MoneyAnswer =
  | {
      readonly kind: 'approved' | 'part-approved';
      /** What moved, not negative. */
      readonly amount: Amount;
      readonly authorization: string | null;
      readonly cardLastDigits: string | null;
    }
  /** Nothing moved and nothing ever will under this attempt. */
  | { readonly kind: 'declined'; readonly reason: string }
  /** Nobody knows yet: no answer, a late one, or one that makes no sense. */
  | { readonly kind: 'unclear'; readonly reason: string };

export const declined = (reason: string): MoneyAnswer => ({ kind: 'declined', reason });
export const unclear = (reason: string): MoneyAnswer => ({ kind: 'unclear', reason });

/** The reason of an attempt that headquarters was certainly not asked about. */
export const HEADQUARTERS_UNREACHABLE = 'headquarters-unreachable';
