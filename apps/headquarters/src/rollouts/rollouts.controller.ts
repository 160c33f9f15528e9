import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { z } from 'zod';
import { ROLLOUT_OPERATIONS } from '../operations';
import { CLOCK, DATABASE } from '../storage/tokens';
import { listMembers } from './member-store';
import { MEMBER_STATES } from './rings/judge-box';
import { member, rollout, rolloutDetails, rolloutOrder } from './rollout-answers';
import { failuresOf, ringsOf } from './rollout-progress';
import { findRollout, listEvents, listRollouts } from './rollout-store';
import { Rollouts } from './rollouts';

const listQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), cursor: uuid.optional() });
const listing = z.object({ rollouts: z.array(rollout), next: uuid.nullable() });
const place = z.coerce.number().int().min(0);
const memberQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: place.optional(),
  state: z.enum(MEMBER_STATES).optional(),
});
const members = z.object({ boxes: z.array(member), next: z.int().nullable() });
const id = { schema: uuid };
const WHO = 'administrator';

/** Releases on their way to boxes: which version, in which rings, in which hours. */
@Controller('api/v1/rollouts')
export class RolloutsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rollouts: Rollouts,
  ) {}

  @Get()
  @Operation(ROLLOUT_OPERATIONS.list)
  @Answers(200, 'Rollouts, newest first; `next` begins the next page', listing)
  async list(@Query({ schema: listQuery }) { limit, cursor }: z.output<typeof listQuery>): Promise<z.input<typeof listing>> {
    const found = await listRollouts(this.database.reader, { limit, after: cursor });
    return { rollouts: found.map(shown), next: found.length === limit ? (found.at(-1)?.rolloutId ?? null) : null };
  }

  @Post()
  @Operation(ROLLOUT_OPERATIONS.start)
  @Answers(201, 'The rollout; its first box is told with its next heartbeat', rollout)
  async start(@Body({ schema: rolloutOrder }) order: z.output<typeof rolloutOrder>) {
    return shown(await this.rollouts.start(order, WHO));
  }

  @Get(':rolloutId')
  @Operation(ROLLOUT_OPERATIONS.show)
  @Answers(200, 'How far it is, ring by ring', rolloutDetails)
  async show(@Param('rolloutId', id) rolloutId: string): Promise<z.input<typeof rolloutDetails>> {
    const { reader } = this.database;
    const found = await findRollout(reader, rolloutId);
    const rings = await ringsOf(reader, rolloutId, this.clock.now());
    return { ...shown(found), rings, failures: await failuresOf(reader, rolloutId), events: await listEvents(reader, rolloutId) };
  }

  @Get(':rolloutId/boxes')
  @Operation(ROLLOUT_OPERATIONS.listBoxes)
  @Answers(200, 'Its boxes in the order of their turns; `next` begins the next page', members)
  async boxes(
    @Param('rolloutId', id) rolloutId: string,
    @Query({ schema: memberQuery }) { limit, cursor, state }: z.output<typeof memberQuery>,
  ): Promise<z.input<typeof members>> {
    const boxes = await listMembers(this.database.reader, rolloutId, { limit, after: cursor, state });
    return { boxes: boxes.map(shownMember), next: boxes.length === limit ? (boxes.at(-1)?.place ?? null) : null };
  }

  @Post(':rolloutId/halt')
  @HttpCode(200)
  @Operation(ROLLOUT_OPERATIONS.halt)
  @Answers(200, 'Halted', rollout)
  async halt(@Param('rolloutId', id) rolloutId: string) {
    return shown(await this.rollouts.halt(rolloutId, WHO));
  }

  @Post(':rolloutId/go-on')
  @HttpCode(200)
  @Operation(ROLLOUT_OPERATIONS.goOn)
  @Answers(200, 'It goes on with the failures there are', rollout)
  async goOn(@Param('rolloutId', id) rolloutId: string) {
    return shown(await this.rollouts.goOn(rolloutId, WHO));
  }

  @Post(':rolloutId/cancel')
  @HttpCode(200)
  @Operation(ROLLOUT_OPERATIONS.cancel)
  @Answers(200, 'Ended where it is', rollout)
  async cancel(@Param('rolloutId', id) rolloutId: string) {
    return shown(await this.rollouts.cancel(rolloutId, WHO));
  }

  @Post(':rolloutId/undo')
  @Operation(ROLLOUT_OPERATIONS.undo)
  @Answers(201, 'The rollout that takes it back', rollout)
  async undo(@Param('rolloutId', id) rolloutId: string) {
    return shown(await this.rollouts.undo(rolloutId, WHO));
  }
}

const shown = (found: z.input<typeof rollout>): z.output<typeof rollout> => rollout.parse(found);
const shownMember = (found: z.input<typeof member>): z.output<typeof member> => member.parse(found);
