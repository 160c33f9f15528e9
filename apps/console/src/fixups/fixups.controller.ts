import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { PERMISSIONS } from '@app/appliance';
import { Answers, CurrentCaller, Operation, type AuthenticatedCaller } from '@app/platform';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { FixupsService } from './fixups.service';

const kind = z.enum(['restart-unit', 'retry-upload', 'retry-exchange', 'renew-certificate', 'make-backup']);
const codes = z.array(z.string()).readonly();
const plan = z
  .object({
    kind,
    /** Findings that stand now and that it may heal. */
    heals: codes,
    stopsSellingMs: z.int(),
    /** What somebody needs who asks for it. */
    permission: z.enum(PERMISSIONS),
    registerNames: z.array(z.string()).readonly(),
    /** Payments that have begun and not ended. */
    openPayments: z.int(),
    /** The console does it by itself, at most once in this time; null when a person has to ask. */
    byItselfEveryMs: z.int().nullable(),
  })
  .meta({ id: 'FixupPlan' });
const run = z
  .object({ kind, at: z.int(), by: z.enum(['itself', 'person']), outcome: z.enum(['done', 'failed']), tookMs: z.int(), heals: codes })
  .meta({ id: 'FixupRun' });
const fixups = z.object({ plans: z.array(plan).readonly(), runs: z.array(run).readonly() }).meta({ id: 'Fixups' });
const order = z.strictObject({ acceptsOpenPayments: z.boolean().default(false) });

@Controller('console/v1/fixups')
export class FixupsController {
  constructor(
    @Inject(FixupsService) private readonly fixups: FixupsService,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  @Get()
  @Operation(OPERATIONS.listFixups)
  @Answers(200, 'What can be done and what it costs now, and what was done, newest first.', fixups)
  list(): z.input<typeof fixups> {
    return { plans: this.fixups.plans(), runs: this.fixups.runs() };
  }

  @Post(':kind')
  @HttpCode(200)
  @Operation(OPERATIONS.runFixup)
  @Answers(200, 'It was done; 403 when the caller may not do this one, 409 while a payment has begun and that is not accepted.', run)
  async run(
    @Param('kind', { schema: kind }) asked: z.output<typeof kind>,
    @Body({ schema: order }) { acceptsOpenPayments }: z.output<typeof order>,
    @CurrentCaller() { permissions }: AuthenticatedCaller,
  ): Promise<z.input<typeof run>> {
    const done = await this.fixups.run(asked, { acceptsOpenPayments, permissions });
    await this.observer.refresh();
    return done;
  }
}
