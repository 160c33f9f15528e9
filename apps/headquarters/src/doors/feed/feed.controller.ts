import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, digestHex, RECORD_TYPES, uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../../operations';
import { DATABASE } from '../../storage/tokens';
import { readTransactions } from './read-transactions';

const query = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  channelId: businessKey.optional(),
  type: z.enum(RECORD_TYPES).optional(),
});
const transaction = z.object({
  cursor: z.int(), recordId: uuid, type: z.string(), channelId: z.string().nullable(), businessDate: z.string().nullable(),
  receivedAt: z.int(), digest: digestHex, record: z.record(z.string(), z.unknown()),
}); // prettier-ignore
const answer = z.object({ transactions: z.array(transaction), next: z.int() });

/** Everything received, for an ERP that asks instead of reading files. */
@Controller('api/v1/transactions')
export class FeedController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Operation(ADMIN_OPERATIONS.readTransactions)
  @Answers(200, 'Records in order of receipt; ask again with `after` set to `next`, also when there were none', answer)
  async read(@Query({ schema: query }) { after, limit, ...filter }: z.output<typeof query>) {
    const transactions = await readTransactions(this.database.reader, filter, { after, limit });
    return { transactions, next: transactions.at(-1)?.cursor ?? after };
  }
}
