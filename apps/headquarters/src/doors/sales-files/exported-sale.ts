import type { RecordHeader, SaleBodyWire } from '@app/protocol';

/** A sale as it was received, amounts as decimal texts. */
export type ExportedSale = RecordHeader & { readonly body: SaleBodyWire };

export type ExportedLine = SaleBodyWire['lines'][number];
export type ExportedTender = SaleBodyWire['tenders'][number];

/** Only records that were checked on arrival are handed on. */
export function exportedSale(bytes: string): ExportedSale {
  return JSON.parse(bytes) as ExportedSale;
}

export const isoTime = (at: number): string => new Date(at).toISOString();
