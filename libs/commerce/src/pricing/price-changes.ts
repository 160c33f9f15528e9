import { beginsAt, endsAt, isValidAt, type LocalDate, type LocalMinute } from '@app/kernel';
import type { PriceAdjustment } from './adjust-price';
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
  adjustments: readonly PriceAdjustment[] = [],
): LocalMinute | undefined {
  const ours = rows.filter((row) => row.unitId === unitId && isFor(row, asker));
  const coming = ours.filter((row) => beginsAt(row) > minute && beginsAt(row) < endsAt(row));
  const current = agreedPrice(ours, unitId, minute, asker)?.priceId;
  const ending = ours.filter((row) => row.priceId === current && row.validTo !== NEVER && isValidAt(row, minute));
  const lowering = adjustments.filter((row) => (row.unitId ?? unitId) === unitId && asker.groups.has(row.priceGroupId));
  const changes = [...coming.map(beginsAt), ...ending.map(endsAt), ...lowering.flatMap((row) => changesOf(row, minute))];
  return changes.reduce<LocalMinute | undefined>((first, change) => (first !== undefined && first <= change ? first : change), undefined);
}

/** The minutes still to come at which a row begins and ends. */
function changesOf(row: PriceAdjustment, minute: LocalMinute): LocalMinute[] {
  const ends = row.validTo === NEVER ? [] : [endsAt(row)];
  return [beginsAt(row), ...ends].filter((change) => change > minute);
}
