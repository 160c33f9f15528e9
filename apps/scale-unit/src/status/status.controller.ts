import { Controller, Get, Query } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { z } from 'zod';
import { salesBetween, salesCount, salesRate, unitStatus, type UnitStatusAnswer } from './status.dto';
import { reading } from '../wiring/store-unreadable';
import { StatusService } from './status.service';

@Controller('management/v1')
export class StatusController {
  constructor(private readonly service: StatusService) {}

  @Get('status')
  @Operation(OPERATIONS.showStatus)
  @Answers(200, 'The state of the box.', unitStatus)
  status(): Promise<UnitStatusAnswer> {
    return reading(() => this.service.status());
  }

  @Get('sales-rate')
  @Operation(OPERATIONS.showSalesRate)
  @Answers(200, 'How many sales there were lately.', salesRate)
  salesRate(): Promise<z.input<typeof salesRate>> {
    return this.service.salesRate();
  }

  @Get('sales-count')
  @Operation(OPERATIONS.countSales)
  @Answers(200, 'How many there were from one moment until before another.', salesCount)
  countSales(@Query({ schema: salesBetween }) { from, until }: z.output<typeof salesBetween>): Promise<z.input<typeof salesCount>> {
    return this.service.countSales(from, until);
  }
}
