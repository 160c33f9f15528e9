import { Controller, Get, Inject } from '@nestjs/common';
import { COMMERCE_OPERATIONS, type StoreOperation } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { HeadquartersLine } from '../wiring/headquarters-line';

const operationMap = z
  .object({
    operations: z.array(
      z.object({
        id: z.string(),
        summary: z.string(),
        permission: z.string().nullable(),
        override: z.enum(['none', 'second-person']),
        connectivity: z.enum(['local', 'needs-headquarters']),
        /** Whether it can succeed now, as far as the line is concerned. */
        isAvailable: z.boolean(),
        fallback: z.enum(['none', 'refuse', 'queue', 'stand-in']),
      }),
    ),
  })
  .meta({ id: 'OperationMap' });

/** The live operation map: a register greys out what needs a line that is cut. */
@Controller('api/v1/operations')
export class OperationsController {
  constructor(@Inject(HeadquartersLine) private readonly line: HeadquartersLine) {}

  @Get()
  @Operation(COMMERCE_OPERATIONS.listOperations)
  @Answers(200, 'Every operation of the commerce API.', operationMap)
  list(): z.input<typeof operationMap> {
    const isLineUp = this.line.reachability.isReachable !== false;
    const all: readonly StoreOperation[] = Object.values(COMMERCE_OPERATIONS);
    return {
      operations: all.map(({ id, summary, permission, override, connectivity, fallback }) => ({
        id, summary, permission, override, connectivity, fallback, isAvailable: connectivity === 'local' || isLineUp,
      })),
    }; // prettier-ignore
  }
}
