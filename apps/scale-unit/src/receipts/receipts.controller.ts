import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { printsBody, receiptBody, type PrintedPaper, type PrintsBody, type Seller, type Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS, type Receipt } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { htmlOf, textOf, type Drawer } from '@app/printing';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentSeller, KeyOfDevice } from '../carts/caller';
import { DRAW_RECEIPT } from '../wiring/parts';
import { SELLING } from '../wiring/selling';
import { answerPaper } from './answer-paper';
import { copyQuery, mailQuery, receiptQuery, type CopyQuery, type MailQuery, type PaperQuery, type ReceiptQuery } from './paper.dto';
import { mailBody, printDto, type MailBody, type PrintDto } from './print.dto';

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
    const { format } = paper;
    if (format === 'json') return this.selling.receipts.show(seller, transactionId);
    const printed = await this.selling.receipts.paper(seller, transactionId, { type, language, lineIds: lines }, 'original');
    return this.answer(reply, printed, { ...paper, format, language });
  }

  @Get('receipt/copy')
  @Operation(OPERATIONS.copyReceipt)
  @Answers(200, 'A copy with its number on it: text, bytes for the printer, PDF or HTML.', z.string(), 'text/plain')
  async copy(
    @CurrentSeller() seller: Seller,
    @Param('transactionId', { schema: uuid }) transactionId: string,
    @Query({ schema: copyQuery }) { type, language, ...paper }: CopyQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | StreamableFile> {
    const printed = await this.selling.receipts.paper(seller, transactionId, { type, language }, 'copy');
    return this.answer(reply, printed, { ...paper, language });
  }

  @Get('receipt/email')
  @Operation(OPERATIONS.mailReceipt)
  @Answers(200, 'Subject and both bodies of a mail; nothing is sent.', mailBody)
  async email(
    @CurrentSeller() seller: Seller,
    @Param('transactionId', { schema: uuid }) transactionId: string,
    @Query({ schema: mailQuery }) { columns, ...wanted }: MailQuery,
  ): Promise<MailBody> {
    const { document } = await this.selling.receipts.paper(seller, transactionId, { ...wanted, type: 'receipt' }, 'whichever');
    const html = htmlOf(document, { columns, hasDrawings: false });
    return { subject: document.title, html, text: textOf(document, { columns, order: 'logical' }) };
  }

  @Get('prints')
  @Operation(OPERATIONS.listPrints)
  @Answers(200, 'Every print that was reported, and which copy the next one is.', printsBody)
  prints(@CurrentSeller() seller: Seller, @Param('transactionId', { schema: uuid }) transactionId: string): Promise<PrintsBody> {
    return this.selling.receipts.prints(seller, transactionId);
  }

  @Post('prints')
  @HttpCode(201)
  @Operation(OPERATIONS.reportPrint)
  @Answers(201, 'What was printed so far, and which copy the next one is.', printsBody)
  report(
    @CurrentSeller() seller: Seller,
    @Param('transactionId', { schema: uuid }) transactionId: string,
    @KeyOfDevice() key: RequestKey,
    @Body({ schema: printDto }) print: PrintDto,
  ): Promise<PrintsBody> {
    return this.selling.receipts.report(seller, transactionId, key, print);
  }

  private answer(reply: FastifyReply, { document, receiptType, copy }: PrintedPaper, paper: PaperQuery): Promise<string | StreamableFile> {
    reply.header('receipt-type', receiptType).header('receipt-copy', String(copy));
    return answerPaper(reply, this.draw, document, paper);
  }
}
