import { insertPrint, printsOf, receiptFormatOf, type ReceiptPrint, type RequestKey } from '@app/channel-db';
import {
  giftContent, layOut, nextCopy, OPERATIONS, receiptTypeOf, saleContent, type Receipt, type ReceiptDocument, type ReceiptType,
} from '@app/commerce'; // prettier-ignore
import type { Tx } from '@app/database';
import { sellingError } from '../errors';
import type { ProductFinder, SellingTerms } from '../find-products';
import { answerOfKey, doOnce } from '../keyed-request';
import type { Seller, SellingPorts } from '../ports';
import { receiptFor, type RecordedSale } from '../sale-answer';
import { soldSale } from '../sold-sale';
import type { PrintsBody } from './print-schema';

/** What is printed of a sale. */
export interface WantedPaper {
  /** `receipt`: of the sale or the return that it is. */
  readonly type: 'receipt' | Extract<ReceiptType, 'gift-receipt' | 'customer-copy'>;
  /** BCP 47 tag; the store's own when absent. */
  readonly language?: string | undefined;
  /** Lines of the sale that a gift receipt is for; all when absent. */
  readonly lineIds?: readonly string[] | undefined;
}

/** `original` is refused once it was printed; a `copy` says so, and which one it is. */
export type PaperStanding = 'original' | 'copy' | 'whichever';

export interface PrintedPaper {
  readonly document: ReceiptDocument;
  readonly receiptType: ReceiptType;
  /** Which copy it is; 0 is the original. */
  readonly copy: number;
}

/** How a print ended, as the register that drives the printer knows. */
export type PrintReport = Pick<ReceiptPrint, 'printId' | 'copy' | 'outcome' | 'reason'> & { readonly receiptType: ReceiptType };

/** What was sold, on paper. */
export class ReceiptsService {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
  ) {}

  async show(seller: Seller, transactionId: string): Promise<Receipt> {
    const { sale, terms } = await this.sold(seller, transactionId);
    return receiptFor(sale, terms);
  }

  async paper(seller: Seller, transactionId: string, wanted: WantedPaper, standing: PaperStanding): Promise<PrintedPaper> {
    const { sale, terms } = await this.sold(seller, transactionId);
    const receipt = receiptFor(withLines(sale, wanted), terms);
    const receiptType = wanted.type === 'receipt' ? receiptTypeOf(receipt) : wanted.type;
    const next = nextCopy(await printsOf(this.ports.database.reader, transactionId), receiptType);
    if (standing === 'original' && next > 0)
      throw sellingError('receipt.already-printed', 'the original was printed; ask for a copy', { transactionId, copy: next });
    const copy = standing === 'copy' ? Math.max(1, next) : next;
    const printing = { language: wanted.language, copy };
    const content = receiptType === 'gift-receipt' ? giftContent(receipt, printing) : saleContent(receipt, printing);
    return { document: layOut(receiptFormatOf(terms.configuration, seller.channelId, receiptType), content), receiptType, copy };
  }

  async prints(seller: Seller, transactionId: string): Promise<PrintsBody> {
    const { sale, terms } = await this.sold(seller, transactionId);
    return printsAnswer(await printsOf(this.ports.database.reader, transactionId), receiptFor(sale, terms));
  }

  /** Keeps what the register says, also where another register said the same of the same copy: paper is counted, not permitted. */
  async report(seller: Seller, transactionId: string, key: RequestKey, report: PrintReport): Promise<PrintsBody> {
    const answered = await answerOfKey<PrintsBody>(this.ports, key);
    if (answered) return answered;
    const { sale, terms } = await this.sold(seller, transactionId);
    return this.ports.database.unitOfWork.run((tx) =>
      doOnce(tx, this.ports, key, async () => {
        const before = await printsOf(tx, transactionId);
        if (before.some(({ printId }) => printId === report.printId))
          throw sellingError('print.id-taken', 'another print was reported under this id', { printId: report.printId });
        const { channelId, registerId, staffId } = seller;
        const print = { ...report, transactionId, channelId, registerId, staffId, reportedAt: this.ports.clock.now() };
        await insertPrint(tx, print);
        const count = nextCopy(before, report.receiptType);
        if (report.outcome === 'printed' && (report.copy > 0 || count > 0)) await this.auditCopy(tx, seller, sale, terms, report);
        return printsAnswer([...before, print], receiptFor(sale, terms));
      }),
    );
  }

  /** Every paper after the first original is on record, with who printed it. Training leaves none. */
  private async auditCopy(tx: Tx, seller: Seller, { header }: RecordedSale, { rules }: SellingTerms, { copy, receiptType }: PrintReport) {
    const event = OPERATIONS.reportPrint.audit;
    if (event === null || header.type === 'training-sale') return;
    await this.ports.journal.appendRecord(tx, {
      channel: { legalEntityId: rules.legalEntityId, channelId: seller.channelId, timeZone: rules.timeZone },
      registerId: seller.registerId,
      businessDate: header.businessDate,
      shiftId: null,
      staffId: seller.staffId,
      drawerId: null,
      registerTime: null,
      businessAt: this.ports.businessClock.now(),
      catalogVersion: rules.catalogVersion,
      type: 'audit',
      body: { event, approvedBy: seller.approvedBy, subjectId: header.recordId, details: { receiptType, copy } },
    });
  }

  private async sold(seller: Seller, transactionId: string): Promise<{ readonly sale: RecordedSale; readonly terms: SellingTerms }> {
    const { sale } = await soldSale(this.ports.database.reader, seller, transactionId);
    return { sale, terms: await this.products.terms(seller.channelId) };
  }
}

function withLines(sale: RecordedSale, { type, lineIds }: WantedPaper): RecordedSale {
  if (type !== 'gift-receipt' || lineIds === undefined) return sale;
  const lines = sale.body.lines.filter(({ lineId }) => lineIds.includes(lineId));
  return { ...sale, body: { ...sale.body, lines } };
}

function printsAnswer(prints: readonly ReceiptPrint[], receipt: Receipt): PrintsBody {
  return {
    prints: prints.map(({ printId, receiptType, copy, outcome, reason, registerId, staffId, reportedAt }) => ({
      printId, receiptType: receiptType as ReceiptType, copy, outcome, reason, registerId, staffId, reportedAt,
    })),
    nextCopy: nextCopy(prints, receiptTypeOf(receipt)),
  }; // prettier-ignore
}
