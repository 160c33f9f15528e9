import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { explanationBody, transactionBody, type ExplanationBody, type Seller, type Selling, type TransactionBody } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { CurrentSeller } from '../carts/caller';
import { SELLING } from '../wiring/selling';
import { cursorText, transactionPage, transactionQuery, type TransactionPage, type TransactionQuery } from './transaction.dto';

/** What was sold, as its records hold it. */
@Controller('api/v1/transactions')
export class TransactionsController {
  constructor(@Inject(SELLING) private readonly selling: Selling) {}

  @Get()
  @Operation(OPERATIONS.listTransactions)
  @Answers(200, 'Sales, latest first.', transactionPage)
  async list(@CurrentSeller() seller: Seller, @Query({ schema: transactionQuery }) query: TransactionQuery): Promise<TransactionPage> {
    const { receiptNumber, limit, cursor: after } = query;
    const items = await this.selling.transactions.list(seller, { receiptNumber, after, limit });
    const last = items.at(-1);
    const hasNext = receiptNumber === undefined && items.length === limit;
    return { items, next: hasNext && last ? cursorText(last) : null };
  }

  @Get(':transactionId')
  @Operation(OPERATIONS.showTransaction)
  @Answers(200, 'The sale with its record and what came back of it.', transactionBody)
  show(@CurrentSeller() seller: Seller, @Param('transactionId', { schema: uuid }) transactionId: string): Promise<TransactionBody> {
    return this.selling.transactions.show(seller, transactionId);
  }

  @Get(':transactionId/explanation')
  @Operation(OPERATIONS.explainTransaction)
  @Answers(200, 'How the sale came to its amounts, from what its record holds.', explanationBody)
  explain(@CurrentSeller() seller: Seller, @Param('transactionId', { schema: uuid }) transactionId: string): Promise<ExplanationBody> {
    return this.selling.explanations.ofTransaction(seller, transactionId);
  }
}
