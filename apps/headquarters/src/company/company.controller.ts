import { Body, Controller, Delete, Get, HttpCode, Inject, Put, Query, type Type } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { ENTITIES, keyText, type EntityDefinition } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { pageOfRows, removeRows, upsertRows } from './company-rows';
import { requireSoundOffers } from './offers/offer-gate';

const ROWS_PER_REQUEST = 1_000;

/** `legalEntity` is served under `legal-entities`. */
function pathOf({ name }: EntityDefinition): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return /[^aeiou]y$/.test(kebab) ? `${kebab.slice(0, -1)}ies` : `${kebab}s`;
}

/** Reads and writes of one entity by its business key. Every entity of the protocol gets the same three routes. */
function controllerOf(entity: EntityDefinition): Type {
  const row = z.strictObject(entity.schema.shape).meta({ id: `${entity.name[0]?.toUpperCase()}${entity.name.slice(1)}` });
  const keyField = z.string().min(1).max(40);
  const keyFields = Object.fromEntries(entity.key.map((field) => [field, keyField]));
  const wholeKey = z.strictObject(keyFields);
  const filter = z.strictObject(keyFields).partial();
  const page = z.strictObject({
    ...filter.shape,
    limit: z.coerce.number().int().min(1).max(ROWS_PER_REQUEST).default(100),
    cursor: z.string().max(400).optional(),
  });
  const list = z.strictObject({ rows: z.array(row).min(1).max(ROWS_PER_REQUEST) });

  @Controller(`api/v1/${pathOf(entity)}`)
  class EntityController {
    constructor(@Inject(DATABASE) private readonly database: Database) {}

    @Get()
    @Operation(ADMIN_OPERATIONS.listRows)
    @Answers(200, 'Rows in key order; `next` begins the next page', z.object({ rows: z.array(row), next: z.string().nullable() }))
    async list(@Query({ schema: page }) { limit, cursor, ...given }: z.output<typeof page>) {
      const found = await pageOfRows(this.database.reader, entity, { filter: given, limit, after: cursor });
      const next = found.length === limit ? (found.at(-1)?.key ?? null) : null;
      return { rows: found.map(({ body }) => JSON.parse(body) as unknown), next };
    }

    @Put()
    @Operation(ADMIN_OPERATIONS.putRows)
    @Answers(200, 'How many rows said something new', z.object({ changedCount: z.int() }))
    put(@Body({ schema: list }) { rows }: z.output<typeof list>) {
      const wire = rows.map((one) => z.encode(row, one));
      return this.database.unitOfWork.run(async (tx) => {
        const changed = await upsertRows(tx, entity, wire);
        await requireSoundOffers(tx, entity, wire);
        return changed;
      });
    }

    @Delete()
    @HttpCode(204)
    @Operation(ADMIN_OPERATIONS.removeRow)
    @Answers(204, 'Removed; boxes are told')
    async remove(@Query({ schema: wholeKey }) key: z.output<typeof wholeKey>): Promise<void> {
      await this.database.unitOfWork.run(async (tx) => {
        const { removedCount } = await removeRows(tx, entity, [keyText(entity, key)]);
        if (removedCount === 0) throw new DomainError('company.unknown-row', `there is no such ${entity.name}`);
        await requireSoundOffers(tx, entity, [key]);
      });
    }
  }
  Object.defineProperty(EntityController, 'name', { value: `${entity.name}Controller` });
  return EntityController;
}

export const COMPANY_CONTROLLERS: readonly Type[] = ENTITIES.map(controllerOf);
