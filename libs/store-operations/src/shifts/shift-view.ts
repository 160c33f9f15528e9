import type { Shift } from '@app/channel-db';
import type { ChannelRules } from '@app/commerce';
import { businessDate, type Instant } from '@app/kernel';
import { moneyText } from '../money';
import type { ShiftView } from './shift-schema';

/** A shift as registers see it at a moment of the business clock. */
export function shiftView(shift: Shift, rules: Pick<ChannelRules, 'timeZone' | 'dayCutOffMinutes'>, now: Instant): ShiftView {
  const { shiftId, channelId, registerId, drawerId, staffId, state, openedAt, currency, closedAt, zNumber } = shift;
  const today = businessDate(now, rules.timeZone, rules.dayCutOffMinutes);
  return {
    shiftId, channelId, registerId, drawerId, staffId, state, openedAt, businessDate: shift.businessDate, currency,
    float: moneyText(currency, shift.openingFloat), closedAt, zNumber,
    isPastCutOff: state === 'open' && today > shift.businessDate,
  }; // prettier-ignore
}
