import type { LocalDate } from '@app/kernel';

export interface ReceiptNumberParts {
  readonly channelId: string;
  readonly registerId: string;
  readonly businessDate: LocalDate;
  readonly sequence: number;
}

/**
 * A receipt number by its mask: S store and T register take the right-most characters, # the sequence, YY MM DD the business date;
 * everything else stands for itself. A sequence longer than its field is written in full: a number is never given twice.
 */
export function receiptNumber(mask: string, { channelId, registerId, businessDate, sequence }: ReceiptNumberParts): string {
  return mask.replace(/S+|T+|#+|YYYY|YY|MM|DD/g, (field) => {
    if (field.startsWith('S')) return rightMost(channelId, field.length);
    if (field.startsWith('T')) return rightMost(registerId, field.length);
    if (field.startsWith('#')) return String(sequence).padStart(field.length, '0');
    if (field.startsWith('Y')) return businessDate.slice(4 - field.length, 4);
    return field === 'MM' ? businessDate.slice(5, 7) : businessDate.slice(8, 10);
  });
}

const rightMost = (text: string, width: number): string => text.slice(-width).padStart(width, '0');
