import { findCapsule, findSale, findSalesByReceipt, soldLinesOf, type StoredSale } from '@app/channel-db';
import type { ChannelRules, SoldTransaction } from '@app/commerce';
import type { Reader } from '@app/database';
import { sellingError } from './errors';
import type { Seller } from './ports';
import { recordedSale } from './sale-answer';
import { soldTransaction } from './sold-transaction';

/** A sale as a register names it: by the number printed on its receipt, or by its own id. */
export interface NamedSale {
  readonly receiptNumber?: string | undefined;
  readonly saleTransactionId?: string | undefined;
}

/** A sale of the store, made at whichever register, as the engine takes it back. */
export async function soldIn(reader: Reader, seller: Seller, given: NamedSale, rules: ChannelRules): Promise<SoldTransaction> {
  const sale = await findReturnable(reader, seller, given);
  if (sale.mode === 'training') throw sellingError('return.training', 'training sales do not come back');
  if (sale.currency !== rules.currency.code)
    throw sellingError('return.other-currency', 'the sale was in another currency', { currency: sale.currency });
  const capsule = await findCapsule(reader, sale.transactionId);
  if (!capsule) throw unknownSale(given);
  return soldTransaction(recordedSale(capsule), await soldLinesOf(reader, [sale.transactionId]), rules);
}

/** A sale of the channel. One number may stand for several sales of other series: the latest is meant. */
async function findReturnable(reader: Reader, seller: Seller, given: NamedSale): Promise<StoredSale> {
  const { receiptNumber, saleTransactionId } = given;
  const [byReceipt] = receiptNumber === undefined ? [] : await findSalesByReceipt(reader, seller.channelId, receiptNumber);
  const sale = saleTransactionId === undefined ? byReceipt : await findSale(reader, saleTransactionId);
  if (sale?.channelId !== seller.channelId) throw unknownSale(given);
  return sale;
}

const unknownSale = ({ receiptNumber }: NamedSale) =>
  sellingError('transaction.unknown', 'the sale is not on this box', {
    field: receiptNumber === undefined ? '/saleTransactionId' : '/receiptNumber',
  });
