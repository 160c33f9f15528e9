import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DomainError, unreachable } from '@app/kernel';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { realTimeOperations, type RealTimeOperation } from '@app/protocol';
import { z } from 'zod';
import { requireActiveUnit, type BoxCaller } from '../async-service/box-authenticator';
import { EXCHANGE_OPERATIONS } from '../operations';
import { GiftCards } from './gift-cards';

const {
  'gift-card.issue': issue,
  'gift-card.balance': balance,
  'gift-card.reserve': reserve,
  'gift-card.release': release,
} = realTimeOperations;
const operationName = z.enum(Object.keys(realTimeOperations) as [RealTimeOperation, ...RealTimeOperation[]]);
/** Which shape is right depends on the operation, so the body is parsed once that is known. */
const anyInput = z.record(z.string().max(60), z.unknown());
const anyOutput = z.union([issue.output, balance.output, reserve.output, release.output]);

@Controller('exchange/v1/real-time')
export class RealTimeController {
  constructor(private readonly giftCards: GiftCards) {}

  @Post(':operation')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.callRealTime)
  @Answers(200, 'The outcome; a refusal is an outcome', anyOutput)
  call(
    @CurrentCaller() caller: BoxCaller,
    @Param('operation', { schema: operationName }) operation: z.output<typeof operationName>,
    @Body({ schema: anyInput }) body: z.output<typeof anyInput>,
  ): Promise<z.output<typeof anyOutput>> {
    requireActiveUnit(caller);
    switch (operation) {
      case 'gift-card.issue':
        return this.giftCards.issue(parsed(issue.input, body));
      case 'gift-card.balance':
        return this.giftCards.balance(parsed(balance.input, body));
      case 'gift-card.reserve':
        return this.giftCards.reserve(parsed(reserve.input, body));
      case 'gift-card.release':
        return this.giftCards.release(parsed(release.input, body));
      default:
        return unreachable(operation);
    }
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new DomainError('request.invalid', issue?.message ?? 'invalid', { field: `/${issue?.path.join('/') ?? ''}` });
}
