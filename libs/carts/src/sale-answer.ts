import { receiptOf, type Receipt } from '@app/commerce';
import type { Capsule, RecordHeader, SaleBodyWire } from '@app/protocol';
import type { SellingTerms } from './find-products';
import type { SaleAnswer } from './view/cart-schema';

/** A sale as its record's bytes hold it. */
export interface RecordedSale {
  readonly header: RecordHeader;
  readonly body: SaleBodyWire;
}

/** Reads the bytes of a record this box made itself. */
export function recordedSale({ record }: Capsule): RecordedSale {
  const { body, ...header } = JSON.parse(record) as RecordHeader & { body: SaleBodyWire };
  return { header, body };
}

/** The same for a first answer and for every repetition: it follows from the record alone and what things are called. The sale's capsule is the first. */
export function saleAnswerOf({ header, body }: RecordedSale, capsules: readonly Capsule[], terms: SellingTerms): SaleAnswer {
  return {
    transactionId: header.recordId,
    receiptNumber: body.receiptNumber,
    mode: body.mode,
    currency: body.currency,
    gross: body.totals.gross,
    due: body.totals.due,
    change: body.totals.change,
    perpetualTotal: body.perpetualTotal,
    receipt: receiptFor({ header, body }, terms) as SaleAnswer['receipt'],
    capsules: [...capsules],
  };
}

export function receiptFor({ header, body }: RecordedSale, { rules, configuration }: SellingTerms): Receipt {
  return receiptOf(body, {
    storeName: rules.name,
    address: rules.address,
    header: rules.receiptHeader,
    footer: rules.receiptFooter,
    locale: rules.locale,
    minorDigits: rules.currency.minorDigits,
    registerId: header.registerId ?? '',
    staffName:
      configuration.workers.find((worker) => worker.channelId === header.channelId && worker.workerId === header.staffId)?.name ??
      header.staffId,
    transactionId: header.recordId,
    soldAt: header.businessAt,
    timeZone: header.timeZone ?? rules.timeZone,
    businessDate: header.businessDate,
    tenderNames: new Map([...rules.tenderTypes.values()].map((type) => [type.tenderTypeId, type.name])),
    taxNames: new Map(rules.taxCodes.map((code) => [code.taxCodeId, code.name])),
  });
}
