import { join } from 'node:path';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Answers, LOG_LEVELS, Operation, readLog, redact } from '@app/platform';
import { z } from 'zod';
import { SETTINGS, type ConsoleSettings } from '../config';
import { OPERATIONS } from '../operations';

const PROCESSES = ['scale-unit', 'console', 'launcher'] as const;

const logQuery = z.strictObject({
  /** The least level. */
  level: z.enum(LOG_LEVELS).default('info'),
  process: z.enum(PROCESSES).optional(),
  correlationId: z.string().trim().min(1).max(64).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const logPage = z
  .object({
    lines: z.array(
      z.object({
        at: z.number(),
        level: z.enum(LOG_LEVELS),
        process: z.enum(PROCESSES),
        message: z.string(),
        correlationId: z.string().nullable(),
        /** Everything else the line says, as JSON. */
        details: z.string(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'LogPage' });

/** What the processes of this box wrote, from their files: also of the scale unit while it is down. */
@Controller('console/v1')
export class LogsController {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) { dataDir }: ConsoleSettings) {
    this.folder = join(dataDir, 'logs');
  }

  @Get('logs')
  @Operation(OPERATIONS.readLogs)
  @Answers(200, 'Log lines, newest first; `next` goes on with older ones.', logPage)
  async read(
    @Query({ schema: logQuery }) { process, correlationId, ...asked }: z.output<typeof logQuery>,
  ): Promise<z.output<typeof logPage>> {
    const page = await readLog({
      ...asked,
      folder: this.folder,
      processes: process ? [process] : PROCESSES,
      // An id that looks like a card number is masked in the files too.
      ...(correlationId === undefined ? {} : { correlationId: redact(correlationId) }),
    });
    return logPage.parse(page);
  }
}
