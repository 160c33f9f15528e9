import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import type { Selling } from '@app/carts';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { Drawer } from '@app/printing';
import { uuid } from '@app/protocol';
import {
  closedShiftBody, countAnswerBody, shiftAnswerBody, shiftBody, shiftProofBody, shiftReportBody, Shifts,
  type Actor, type ClosedShift, type CountAnswer, type ShiftAnswer, type ShiftProof, type ShiftReport, type ShiftView,
} from '@app/store-operations'; // prettier-ignore
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { KeyOfDevice } from '../carts/caller';
import { answerPaper } from '../receipts/answer-paper';
import { reportQuery, type ReportQuery } from '../receipts/paper.dto';
import { DRAW_RECEIPT } from '../wiring/parts';
import { SELLING } from '../wiring/selling';
import { CurrentActor } from './current-actor';
import {
  cashMoveDto, closeDto, countDto, newShiftDto, shiftQuery,
  type CashMoveDto, type CloseDto, type CountDto, type NewShiftDto,
} from './shift.dto'; // prettier-ignore

const shiftList = z.object({ shifts: z.array(shiftBody) });

/** A drawer's time from float to close, and what its reports say. */
@Controller('api/v1/shifts')
export class ShiftsController {
  constructor(
    @Inject(Shifts) private readonly shifts: Shifts,
    @Inject(SELLING) private readonly selling: Selling,
    @Inject(DRAW_RECEIPT) private readonly draw: Drawer,
  ) {}

  @Post()
  @HttpCode(201)
  @Operation(OPERATIONS.openShift)
  @Answers(201, 'The open shift, with its business date for good.', shiftAnswerBody)
  open(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Body({ schema: newShiftDto }) { registerTime, ...wanted }: NewShiftDto,
  ): Promise<ShiftAnswer> {
    return this.shifts.open({ ...actor, registerTime }, key, wanted);
  }

  @Get()
  @Operation(OPERATIONS.listShifts)
  @Answers(200, 'Shifts of the drawer, or of the store for who may see them; latest first.', shiftList)
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: shiftQuery }) { limit }: z.output<typeof shiftQuery>,
  ): Promise<{ shifts: ShiftView[] }> {
    return { shifts: await this.shifts.list(actor, limit) };
  }

  @Get(':shiftId')
  @Operation(OPERATIONS.showShift)
  @Answers(200, 'The shift.', shiftBody)
  show(@CurrentActor() actor: Actor, @Param('shiftId', { schema: uuid }) shiftId: string): Promise<ShiftView> {
    return this.shifts.show(actor, shiftId);
  }

  @Post(':shiftId/cash-movements')
  @HttpCode(201)
  @Operation(OPERATIONS.moveCash)
  @Answers(201, 'The shift, and the record of the movement.', shiftAnswerBody)
  moveCash(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('shiftId', { schema: uuid }) shiftId: string,
    @Body({ schema: cashMoveDto }) { registerTime, ...move }: CashMoveDto,
  ): Promise<ShiftAnswer> {
    return this.shifts.moveCash({ ...actor, registerTime }, key, shiftId, move);
  }

  @Post(':shiftId/count')
  @HttpCode(201)
  @Operation(OPERATIONS.countShift)
  @Answers(201, 'What was counted; what is expected only for who may see it.', countAnswerBody)
  count(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('shiftId', { schema: uuid }) shiftId: string,
    @Body({ schema: countDto }) { registerTime, counts }: CountDto,
  ): Promise<CountAnswer> {
    return this.shifts.count({ ...actor, registerTime }, key, shiftId, counts);
  }

  @Post(':shiftId/close')
  @HttpCode(200)
  @Operation(OPERATIONS.closeShift)
  @Answers(200, 'The closed shift and its Z report.', closedShiftBody)
  close(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('shiftId', { schema: uuid }) shiftId: string,
    @Body({ schema: closeDto }) { registerTime }: CloseDto,
  ): Promise<ClosedShift> {
    return this.shifts.close({ ...actor, registerTime }, key, shiftId);
  }

  @Get(':shiftId/x-report')
  @Operation(OPERATIONS.showXReport)
  @Answers(200, 'The shift so far.', shiftReportBody)
  async xReport(
    @CurrentActor() actor: Actor,
    @Param('shiftId', { schema: uuid }) shiftId: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShiftReport | string | StreamableFile> {
    return this.report(reply, actor, await this.shifts.xReport(actor, shiftId), query);
  }

  @Get(':shiftId/z-report')
  @Operation(OPERATIONS.showZReport)
  @Answers(200, 'The closed shift, as its record has it.', shiftReportBody)
  async zReport(
    @CurrentActor() actor: Actor,
    @Param('shiftId', { schema: uuid }) shiftId: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShiftReport | string | StreamableFile> {
    return this.report(reply, actor, await this.shifts.zReport(actor, shiftId), query);
  }

  @Get(':shiftId/proof')
  @Operation(OPERATIONS.proveShift)
  @Answers(200, 'Acknowledged, at headquarters, digests equal; or what is missing, by name.', shiftProofBody)
  prove(@CurrentActor() actor: Actor, @Param('shiftId', { schema: uuid }) shiftId: string): Promise<ShiftProof> {
    return this.shifts.prove(actor, shiftId);
  }

  private async report(
    reply: FastifyReply,
    actor: Actor,
    report: ShiftReport,
    { format, ...paper }: ReportQuery,
  ): Promise<ShiftReport | string | StreamableFile> {
    if (format === 'json') return report;
    const { registerId, businessDate, openedAt, closedAt } = report.shift;
    const document = await this.selling.papers.report(actor, { ...report, registerId, businessDate, openedAt, closedAt }, paper.language);
    return answerPaper(reply, this.draw, document, { ...paper, format });
  }
}
