/** The few words on a receipt that are not data. */
export interface ReceiptWords {
  readonly training: string;
  readonly receipt: string;
  readonly register: string;
  readonly cashier: string;
  readonly businessDate: string;
  readonly returned: string;
  readonly total: string;
  readonly rounding: string;
  readonly change: string;
  readonly net: string;
  readonly tax: string;
  readonly items: string;
}

const WORDS: Readonly<Record<string, ReceiptWords>> = {
  en: {
    training: 'TRAINING - NOT A RECEIPT', receipt: 'Receipt', register: 'Register', cashier: 'Cashier', businessDate: 'Day',
    returned: 'Return from', total: 'TOTAL', rounding: 'Rounding', change: 'Change', net: 'Net', tax: 'Tax', items: 'Items',
  },
  he: {
    training: 'הדרכה - לא קבלה', receipt: 'קבלה', register: 'קופה', cashier: 'קופאי', businessDate: 'יום עסקים',
    returned: 'החזרה מ', total: 'סה"כ', rounding: 'עיגול', change: 'עודף', net: 'לפני מע"מ', tax: 'מע"מ', items: 'פריטים',
  },
}; // prettier-ignore

const ENGLISH = WORDS.en as ReceiptWords;

/** Words for a BCP 47 tag; English where its language has none yet. */
export function receiptWords(locale: string): ReceiptWords {
  return WORDS[locale.split('-')[0] ?? ''] ?? ENGLISH;
}
