import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { BootstrapService, bootstrapView, type BootstrapView } from '@app/catalog';
import { OPERATIONS } from '@app/commerce';
import type { DeviceCaller } from '@app/devices';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import type { FastifyReply } from 'fastify';

/** What a register needs to start. */
@Controller('api/v1/register')
export class RegisterController {
  constructor(@Inject(BootstrapService) private readonly registers: BootstrapService) {}

  @Get('bootstrap')
  @Operation(OPERATIONS.bootstrap)
  @Answers(200, 'Channel, register, tenders, units, taxes, staff, masks, operations; 304 when nothing changed.', bootstrapView)
  async bootstrap(
    @CurrentCaller() caller: DeviceCaller,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BootstrapView | undefined> {
    const tag = await this.registers.tag();
    void reply.header('etag', tag);
    if (known === tag) return void reply.code(304);
    return this.registers.bootstrap(caller);
  }
}
