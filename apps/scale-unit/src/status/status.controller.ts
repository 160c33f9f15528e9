import { Controller, Get, Inject } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, LocalCertificate, Operation } from '@app/platform';
import type { z } from 'zod';
import { salesRate, unitStatus, type UnitStatusAnswer } from './status.dto';
import { reading } from '../wiring/store-unreadable';
import { StatusService } from './status.service';

@Controller('management/v1')
export class StatusController {
  constructor(
    private readonly service: StatusService,
    @Inject(LocalCertificate) private readonly certificate: LocalCertificate | null,
  ) {}

  @Get('status')
  @Operation(OPERATIONS.showStatus)
  @Answers(200, 'The state of the box.', unitStatus)
  async status(): Promise<UnitStatusAnswer> {
    const { certificate } = this;
    const tls = { validUntil: certificate?.validUntil ?? null, authorityFingerprint: certificate?.authorityFingerprint ?? null };
    return { ...(await reading(() => this.service.status())), certificate: tls };
  }

  @Get('sales-rate')
  @Operation(OPERATIONS.showSalesRate)
  @Answers(200, 'How many sales there were lately.', salesRate)
  salesRate(): Promise<z.input<typeof salesRate>> {
    return this.service.salesRate();
  }
}
