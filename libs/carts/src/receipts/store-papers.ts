import { receiptFormatOf, suspendedCartsOf } from '@app/channel-db';
import { layOut, reportContent, slipContent, type PrintedReport, type ReceiptDocument } from '@app/commerce';
import { sellingError } from '../errors';
import type { ProductFinder } from '../find-products';
import type { Seller, SellingPorts } from '../ports';
import { suspendedView } from '../view/suspended-view';
import { storePlace } from './store-place';

/** Papers that are no receipts: reports of a shift, and the slip of a basket that waits. */
export class StorePapers {
  constructor(
    private readonly ports: SellingPorts,
    private readonly products: ProductFinder,
  ) {}

  async report({ channelId }: Pick<Seller, 'channelId'>, report: PrintedReport, language?: string): Promise<ReceiptDocument> {
    const terms = await this.products.terms(channelId);
    const format = receiptFormatOf(terms.configuration, channelId, report.zNumber === null ? 'x-report' : 'z-report');
    return layOut(format, reportContent(report, storePlace(terms), language));
  }

  async slip({ channelId }: Seller, cartId: string, language?: string): Promise<ReceiptDocument> {
    const carts = await suspendedCartsOf(this.ports.database.reader, channelId);
    const cart = carts.find(({ id }) => id === cartId);
    const view = cart && suspendedView(cart, false);
    if (!view) throw sellingError('suspended.unknown', 'no such basket waits in this store', { transactionId: cartId });
    const terms = await this.products.terms(channelId);
    const { slipNumber, registerId, staffId, at } = view.suspended;
    const worker = terms.configuration.workers.find((row) => row.channelId === channelId && row.workerId === staffId);
    const { lineCount, currency, gross, mode } = view;
    const staffName = worker?.name ?? staffId;
    const slip = { slipNumber, registerId, staffName, suspendedAt: at, lineCount, currency, gross, isTraining: mode === 'training' };
    return layOut(receiptFormatOf(terms.configuration, channelId, 'suspended'), slipContent(slip, storePlace(terms), language));
  }
}
