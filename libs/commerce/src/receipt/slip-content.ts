import { localTime, type Instant } from '@app/kernel';
import type { ReceiptContent } from './lay-out';
import { numberText } from './numbers';
import type { ReportPlace } from './report-content';
import { storeValues } from './sale-content';
import { receiptWords } from './words';

/** A basket that waits, as its slip names it. */
export interface SuspendedSlip {
  readonly slipNumber: string;
  readonly isTraining: boolean;
  readonly registerId: string;
  readonly staffName: string | null;
  readonly suspendedAt: Instant;
  readonly lineCount: number;
  readonly currency: string;
  readonly gross: string;
}

/** The slip as the variables of format `suspended`. It is no receipt: prices are those of now when the basket goes on. */
export function slipContent(
  slip: SuspendedSlip,
  place: Omit<ReportPlace, 'tenderNames' | 'taxNames'>,
  language: string = place.locale,
): ReceiptContent {
  return {
    language,
    title: `${receiptWords(language).suspended} ${slip.slipNumber}`,
    receipt: {
      ...storeValues({ ...place, name: place.storeName }),
      slipNumber: slip.slipNumber,
      isTraining: slip.isTraining ? '1' : '',
      registerId: slip.registerId,
      staffName: slip.staffName ?? '',
      suspendedAt: localTime(slip.suspendedAt, place.timeZone).text,
      itemCount: String(slip.lineCount),
      currency: slip.currency,
      gross: numberText(slip.gross, language, place.minorDigits),
    },
    line: [],
    tender: [],
    tax: [],
  };
}
