import { beginsAt, endsAt, isValidAt, type LocalDate, type LocalMinute } from '@app/kernel';
import { agreedPrice, isFor } from './agreed-price';
import { EVERYBODY, type PriceAsker } from './price-asker';
import type { PriceRow } from './pricing-book';

/** The last day of a row that does not end. */
const NEVER: LocalDate = '9999-12-31';

/** The minute at which another row may begin to count, or none; undefined when the price stays as it is in `minute`. */
export function priceValidUntil(
  rows: readonly PriceRow[],
  unitId: string,
  minute: LocalMinute,
  asker: PriceAsker = EVERYBODY,
): LocalMinute | undefined {
  const ours = rows.filter((row) => row.unitId === unitId && isFor(row, asker));
  const coming = ours.filter((row) => beginsAt(row) > minute && beginsAt(row) < endsAt(row));
  const current = agreedPrice(ours, unitId, minute, asker)?.priceId;
  const ending = ours.filter((row) => row.priceId === current && row.validTo !== NEVER && isValidAt(row, minute));
  const changes = [...coming.map(beginsAt), ...ending.map(endsAt)];
  return changes.reduce<LocalMinute | undefined>((first, change) => (first !== undefined && first <= change ? first : change), undefined);
}
