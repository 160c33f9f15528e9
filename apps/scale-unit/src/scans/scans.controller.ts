import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { scanAnswer, ScansService, type ScanAnswer } from '@app/catalog';
import { OPERATIONS } from '@app/commerce';
import type { EmployeeCaller } from '@app/devices';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { z } from 'zod';

/** As the scanner sent it, control characters of GS1 codes included. */
const scanDto = z.strictObject({ text: z.string().min(1).max(2_000) }).meta({ id: 'Scan' });

/** Whatever a cashier scans. */
@Controller('api/v1/scans')
export class ScansController {
  constructor(@Inject(ScansService) private readonly scans: ScansService) {}

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.scan)
  @Answers(200, 'What the text is.', scanAnswer)
  resolve(@CurrentCaller() caller: EmployeeCaller, @Body({ schema: scanDto }) { text }: z.output<typeof scanDto>): Promise<ScanAnswer> {
    return this.scans.resolve(caller, text);
  }
}
