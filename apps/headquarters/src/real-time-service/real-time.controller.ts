import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DomainError, unreachable } from '@app/kernel';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { realTimeOperations, type RealTimeOperation } from '@app/protocol';
import { z } from 'zod';
import { requireActiveUnit, type BoxCaller } from '../async-service/box-authenticator';
import { EXCHANGE_OPERATIONS } from '../operations';
import { Accounts } from './accounts';
import { GiftCardCalls } from './gift-card-calls';

const names = Object.keys(realTimeOperations) as [RealTimeOperation, ...RealTimeOperation[]];
const operationName = z.enum(names);
/** Which shape is right depends on the operation, so the body is parsed once that is known. */
const anyInput = z.record(z.string().max(60), z.unknown());
const anyOutput = z.union(names.map((name) => realTimeOperations[name].output));

@Controller('exchange/v1/real-time')
export class RealTimeController {
  private readonly giftCards: GiftCardCalls;

  constructor(private readonly accounts: Accounts) {
    this.giftCards = new GiftCardCalls(accounts);
  }

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
    const { accounts, giftCards } = this;
    switch (operation) {
      case 'gift-card.issue': return giftCards.issue(parsed(operation, body));
      case 'gift-card.balance': return giftCards.balance(parsed(operation, body));
      case 'gift-card.reserve': return giftCards.reserve(parsed(operation, body));
      case 'account.balance': return accounts.balance(parsed(operation, body));
      case 'account.issue': return accounts.issue(parsed(operation, body));
      case 'account.reserve': return accounts.reserve(parsed(operation, body));
      case 'account.credit': return accounts.credit(parsed(operation, body));
      case 'gift-card.release': return accounts.release(parsed(operation, body));
      default: return unreachable(operation);
    } // prettier-ignore
  }
}

type Input<Name extends RealTimeOperation> = z.output<(typeof realTimeOperations)[Name]['input']>;

function parsed<Name extends RealTimeOperation>(operation: Name, body: unknown): Input<Name> {
  const read = realTimeOperations[operation].input.safeParse(body);
  if (read.success) return read.data as Input<Name>;
  const issue = read.error.issues[0];
  throw new DomainError('request.invalid', issue?.message ?? 'invalid', { field: `/${issue?.path.join('/') ?? ''}` });
}
