import { Controller, Get, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { receiptBody, type Seller, type Selling } from '@app/carts';
import { OPERATIONS, type Receipt } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { Drawer } from '@app/printing';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { CurrentSeller } from '../carts/caller';
import { DRAW_RECEIPT } from '../wiring/parts';
import { SELLING } from '../wiring/selling';
import { answerPaper } from './answer-paper';
import { receiptQuery, type ReceiptQuery } from './paper.dto';

/** What was sold, on paper. */
@Controller('api/v1/transactions/:transactionId')
export class ReceiptsController {
  constructor(
    @Inject(SELLING) private readonly selling: Selling,
    @Inject(DRAW_RECEIPT) private readonly draw: Drawer,
  ) {}

  @Get('receipt')
  @Operation(OPERATIONS.showReceipt)
  @Answers(200, 'The receipt as a value; in another format as text, bytes for the printer, PDF or HTML.', receiptBody)
  async receipt(
    @CurrentSeller() seller: Seller,
    @Param('transactionId', { schema: uuid }) transactionId: string,
    @Query({ schema: receiptQuery }) { type, language, lines, ...paper }: ReceiptQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt | string | StreamableFile> {
    if (paper.format === 'json') return this.selling.receipts.show(seller, transactionId);
    const { document } = await this.selling.receipts.paper(seller, transactionId, { type, language, lineIds: lines });
    return answerPaper(reply, this.draw, document, { ...paper, language });
  }
}
