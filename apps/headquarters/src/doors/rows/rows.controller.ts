import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Database } from '@app/database';
import { invariant } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { ENTITIES, entityNamed } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../../operations';
import { DATABASE } from '../../storage/tokens';
import { mergeRows } from './merge-rows';

const anyRow = z.record(z.string(), z.unknown());
const rows = z.array(anyRow).max(1_000).default([]);
const batch = z.strictObject({ entity: z.enum(ENTITIES.map(({ name }) => name)), upsert: rows, remove: rows });
const refused = z.object({ list: z.enum(['upsert', 'remove']), index: z.int(), field: z.string().nullable(), reason: z.string() });
const answer = z.object({ changedCount: z.int(), removedCount: z.int(), refused: z.array(refused) });

/** Company data as ERPs like to send it: many rows of which some may be wrong. */
@Controller('api/v1/rows')
export class RowsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Post()
  @HttpCode(200)
  @Operation(ADMIN_OPERATIONS.mergeRows)
  @Answers(200, 'What fits is taken; the rest is listed with its place and the reason', answer)
  merge(@Body({ schema: batch }) { entity: name, upsert, remove }: z.output<typeof batch>) {
    const entity = entityNamed(name);
    invariant(entity, `the schema admits the entity ${name}`);
    return mergeRows(this.database, entity, { upsert, remove });
  }
}
