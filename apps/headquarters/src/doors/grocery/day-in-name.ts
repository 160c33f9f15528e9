import { basename } from 'node:path';
import { DomainError, type LocalDate } from '@app/kernel';

/** The day a published file is of, as its name says. */
export function dayInName(file: string): LocalDate {
  const day = /\d{4}-\d{2}-\d{2}/.exec(basename(file))?.[0];
  if (!day) throw new DomainError('import.no-day', 'the file name holds no day; say it with --as-of YYYY-MM-DD');
  return day;
}
