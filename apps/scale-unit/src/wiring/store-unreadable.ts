import { DomainError } from '@app/kernel';

export const STORE_UNREADABLE = 'store.unreadable';

/** Whatever fails while reading the store says so under one code, for those who have to tell a person what is wrong. */
export async function reading<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new DomainError(STORE_UNREADABLE, 'the database does not answer', { retryable: true }, { cause });
  }
}
