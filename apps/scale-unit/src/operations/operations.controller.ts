import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { OperationMapService, type StandingMap } from './operation-map.service';

const map = z
  .object({
    operations: z.array(
      z.object({
        id: z.string(),
        summary: z.string(),
        permission: z.string().nullable(),
        override: z.enum(['none', 'second-person']),
        connectivity: z.enum(['local', 'needs-headquarters']),
        /** Whether it can succeed now, at least in part. */
        isAvailable: z.boolean(),
        fallback: z.enum(['none', 'refuse', 'queue', 'stand-in']),
        /** `limited`: a part of it works. `needs-headquarters`: it waits for the line. `stopped`: this box cannot do it now. */
        state: z.enum(['works', 'limited', 'needs-headquarters', 'stopped']),
        /** Since when it is so; null while it works, or when nobody knows. */
        since: z.number().nullable(),
        /** Why, as a code; null while it works. */
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'OperationMap' });
type MapView = z.input<typeof map>;

/** The live operation map: a register greys out what does not work, and an event named `operations` says when to ask again. */
@Controller()
export class OperationsController {
  constructor(@Inject(OperationMapService) private readonly map: OperationMapService) {}

  @Get('api/v1/operations')
  @Operation(OPERATIONS.listOperations)
  @Answers(200, 'Every operation of the commerce API and how it stands; 304 when nothing changed.', map)
  async list(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MapView | undefined> {
    const standing = await this.map.read();
    const tag = `"${standing.version}"`;
    void reply.header('etag', tag);
    if (known === tag) return void reply.code(304);
    return viewOf(standing);
  }

  @Get('management/v1/operations')
  @Operation(OPERATIONS.showOperationMap)
  @Answers(200, 'The same for the console.', map)
  async show(): Promise<MapView> {
    return viewOf(await this.map.read());
  }
}

function viewOf({ operations }: StandingMap): MapView {
  return {
    operations: operations.map(({ id, summary, permission, override, connectivity, fallback, state, since, reason }) => ({
      id, summary, permission, override, connectivity, fallback, state, since, reason, isAvailable: state === 'works' || state === 'limited',
    })),
  }; // prettier-ignore
}
