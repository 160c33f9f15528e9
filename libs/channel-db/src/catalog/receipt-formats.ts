import { DEFAULT_FORMATS, type ReceiptFormat, type ReceiptType } from '@app/commerce';
import { receiptLayout } from '@app/protocol';
import type { CatalogConfiguration } from './configuration';

/** How a receipt of a type looks in a store: as headquarters sent it, or else as it is built in. */
export function receiptFormatOf({ receiptFormats }: CatalogConfiguration, channelId: string, type: ReceiptType): ReceiptFormat {
  const row = receiptFormats.find((one) => one.channelId === channelId && one.receiptType === type);
  if (!row) return DEFAULT_FORMATS[type];
  const { printBehaviour, layout, logo } = row;
  return { printBehaviour, logo, sections: receiptLayout.parse(JSON.parse(layout)) };
}
