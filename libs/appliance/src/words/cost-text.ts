import type { FixupPlan } from '../fixups/plan';
import { countText, durationText, listText } from './words';

type Cost = Pick<FixupPlan, 'stopsSellingMs' | 'registerNames' | 'openPayments'>;

/** What a fixup or an update costs, before somebody presses the button. */
export function costOf({ stopsSellingMs, registerNames, openPayments }: Cost): string {
  if (stopsSellingMs === 0) return 'This stops nothing.';
  const takes = durationText(stopsSellingMs);
  const stops = registerNames.length === 0 ? `This takes about ${takes}.` : `This stops selling for about ${takes} on ${listText(registerNames)}.`;
  if (openPayments === 0) return stops;
  const begun = `${countText(openPayments, 'payment has', 'payments have')} begun and not ended: a customer may be at the terminal.`;
  return `${stops} ${begun}`;
} // prettier-ignore
