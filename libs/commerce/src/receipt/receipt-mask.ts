import type { LocalDate } from '@app/kernel';

export interface ReceiptNumberParts {
  readonly channelId: string;
  readonly registerId: string;
  /** Who sold; null where nobody was logged on. */
  readonly staffId: string | null;
  readonly businessDate: LocalDate;
  readonly sequence: number;
}

const FIELD = /S+|T+|C+|#+|ddd|YYYY|YY|MM|DD/g;

/**
 * A receipt number by its mask (field.md 5.10): S store, T register and C staff take the right-most characters, # the sequence,
 * YY MM DD the business date and ddd its day of the year; everything else stands for itself. A sequence longer than its field is
 * written in full: a number is never given twice.
 */
export function receiptNumber(mask: string, { channelId, registerId, staffId, businessDate, sequence }: ReceiptNumberParts): string {
  return mask.replace(FIELD, (field) => {
    switch (field.charAt(0)) {
      case 'S': return rightMost(channelId, field.length);
      case 'T': return rightMost(registerId, field.length);
      case 'C': return rightMost(staffId ?? '', field.length);
      case '#': return String(sequence).padStart(field.length, '0');
      case 'd': return String(dayOfYear(businessDate)).padStart(3, '0');
      case 'Y': return businessDate.slice(4 - field.length, 4);
      case 'M': return businessDate.slice(5, 7);
      default: return businessDate.slice(8, 10);
    }
  }); // prettier-ignore
}

const rightMost = (text: string, width: number): string => text.slice(-width).padStart(width, '0');

const DAY_MS = 86_400_000;

function dayOfYear(date: LocalDate): number {
  return 1 + Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`)) / DAY_MS);
}
