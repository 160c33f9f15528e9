import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { businessKey, uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { CLOCK, DATABASE } from '../storage/tokens';
import { listBoxes } from './boxes';
import { fleetCauses } from './fleet-causes';
import { EnrolmentCodes, LONGEST_LIFE_MS, SHORTEST_LIFE_MS } from './enrolment-codes';
import { EnrolmentLines } from './enrolment-lines';
import { lastClosings } from './last-closings';

const DAY_MS = 86_400_000;
const codeOrder = z.strictObject({
  channelDatabaseId: businessKey,
  lifeMs: z.int().min(SHORTEST_LIFE_MS).max(LONGEST_LIFE_MS).default(DAY_MS),
  serial: z.string().min(1).max(80).nullable().default(null),
  isReplacement: z.boolean().default(false),
});
const issued = z.object({
  code: z.string(),
  /** What store IT types: the code with address and fingerprint of this headquarters. */
  line: z.string(),
  expiresAt: z.int(),
});
const listing = z.object({
  instanceId: uuid, channelDatabaseId: businessKey, epoch: z.int(), state: z.enum(['active', 'superseded']),
  serial: z.string().nullable(), softwareVersion: z.string(), enrolledAt: z.int(), supersededAt: z.int().nullable(),
  lastSeenAt: z.int().nullable(), heartbeat: z.unknown(), heartbeatAt: z.int().nullable(), boxKey: z.string(), consoleKey: z.string(),
  lastCloseAt: z.int().nullable(),
}); // prettier-ignore

const cause = z.object({ code: z.string(), weight: z.string(), since: z.int(), channelDatabaseIds: z.array(businessKey).readonly() });

@Controller('api/v1')
export class BoxesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly codes: EnrolmentCodes,
    private readonly lines: EnrolmentLines,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('enrolment-codes')
  @Operation(ADMIN_OPERATIONS.issueCode)
  @Answers(201, 'The code; it is shown this once', issued)
  async issue(@Body({ schema: codeOrder }) order: z.output<typeof codeOrder>) {
    const { code, expiresAt } = await this.codes.issue(order);
    return { code, line: await this.lines.lineFor(code), expiresAt };
  }

  @Get('fleet/causes')
  @Operation(ADMIN_OPERATIONS.listCauses)
  @Answers(200, 'What is wrong now, by its cause with the stores that share it, most stores first', z.object({ causes: z.array(cause) }))
  async causes() {
    return { causes: fleetCauses(await listBoxes(this.database.reader), this.clock.now()) };
  }

  @Get('boxes')
  @Operation(ADMIN_OPERATIONS.listBoxes)
  @Answers(200, 'Every box that was ever enrolled', z.object({ boxes: z.array(listing) }))
  async list() {
    const [boxes, closings] = [await listBoxes(this.database.reader), await lastClosings(this.database.reader)];
    return { boxes: boxes.map((box) => ({ ...box, lastCloseAt: closings.get(box.channelDatabaseId) ?? null })) };
  }
}
