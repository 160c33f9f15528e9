import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { auditEntry } from './audit-entry';
import { AuditTrail } from './audit-trail';

const pageQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), before: z.coerce.number().optional() });
const auditPage = z
  .object({
    entries: z.array(auditEntry),
    /** `before` of the next page; null when there is none. */
    next: z.number().nullable(),
  })
  .meta({ id: 'AuditPage' });

@Controller('console/v1/audit')
export class AuditController {
  constructor(@Inject(AuditTrail) private readonly trail: AuditTrail) {}

  @Get()
  @Operation(OPERATIONS.readAudit)
  @Answers(200, 'What was done here, newest first.', auditPage)
  async read(@Query({ schema: pageQuery }) { limit, before }: z.output<typeof pageQuery>): Promise<z.input<typeof auditPage>> {
    const entries = await this.trail.newest(limit, before);
    return { entries, next: entries.length < limit ? null : (entries.at(-1)?.at ?? null) };
  }
}
