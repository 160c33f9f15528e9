import type { Operation } from '@app/kernel';
import type { Permission } from './permissions';

export type StoreOperation = Operation<Permission>;

type Given = Pick<StoreOperation, 'id' | 'summary'> & Partial<StoreOperation>;

/** A change made on this box by an employee, which a retry may repeat under the same key only. */
export function write(given: Given): StoreOperation {
  return { ...LOCAL, retry: 'same-key-only', idempotency: 'required', ...given };
}

/** A question answered on this box. */
export function read(given: Given): StoreOperation {
  return { ...LOCAL, retry: 'safe', idempotency: 'none', ...given };
}

/** A question that only headquarters can answer; refused when it cannot be reached. */
export function ask(given: Given): StoreOperation {
  return { ...read(given), connectivity: 'needs-headquarters', connector: 'hub', deadlineMs: 4_000, fallback: 'refuse', ...given };
}

/** A change that moves money elsewhere: its key is kept with the attempt, before the call. */
export function callOut(given: Given): StoreOperation {
  return { ...write(given), connector: 'provider', deadlineMs: 90_000, ...given };
}

const LOCAL = {
  caller: 'employee',
  permission: null,
  override: 'none',
  audit: null,
  connectivity: 'local',
  connector: 'local',
  deadlineMs: null,
  fallback: 'none',
} as const;
