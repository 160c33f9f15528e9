import { findAttempt, type TenderAttempt } from '@app/channel-db';
import type { Reader } from '@app/database';
import { storeError } from '../errors';
import type { Actor } from '../store';

/** Which attempt an employee means. */
export interface AttemptName {
  readonly cartId: string;
  readonly attemptId: string;
}

/** An attempt of the caller's store; one of another store is as unknown as none. */
export async function visibleAttempt(
  reader: Reader,
  { channelId }: Pick<Actor, 'channelId'>,
  { cartId, attemptId }: AttemptName,
): Promise<TenderAttempt> {
  const attempt = await findAttempt(reader, attemptId);
  if (attempt?.cartId !== cartId || attempt.channelId !== channelId) throw unknownAttempt(attemptId);
  return attempt;
}

export function unknownAttempt(attemptId: string) {
  return storeError('tender-attempt.unknown', 'there is no such payment attempt', { attemptId });
}
