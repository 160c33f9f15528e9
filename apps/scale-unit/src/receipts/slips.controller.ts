import { Controller, Get, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import type { Seller, Selling } from '@app/carts';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { Drawer } from '@app/printing';
import { uuid } from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentSeller } from '../carts/caller';
import { DRAW_RECEIPT } from '../wiring/parts';
import { SELLING } from '../wiring/selling';
import { answerPaper } from './answer-paper';
import { paperQuery, type PaperQuery } from './paper.dto';

/** What a customer holds while a basket waits. */
@Controller('api/v1/suspended-carts/:cartId')
export class SlipsController {
  constructor(
    @Inject(SELLING) private readonly selling: Selling,
    @Inject(DRAW_RECEIPT) private readonly draw: Drawer,
  ) {}

  @Get('slip')
  @Operation(OPERATIONS.showSlip)
  @Answers(200, 'The slip with its number as a barcode: text, bytes for the printer, PDF or HTML.', z.string(), 'text/plain')
  async slip(
    @CurrentSeller() seller: Seller,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Query({ schema: paperQuery }) paper: PaperQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | StreamableFile> {
    return answerPaper(reply, this.draw, await this.selling.papers.slip(seller, cartId, paper.language), paper);
  }
}
