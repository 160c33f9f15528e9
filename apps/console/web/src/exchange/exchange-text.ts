import { amountsText, countText, timeText, type Words } from '@app/appliance';
import type { ExchangeState } from '../api/client';

/** What comes down and what waits to go up, in sentences. */
export function exchangeSentences({ upload, quarantinedCount, isPausedHere, line }: ExchangeState, words: Words): string[] {
  return [
    ...(isPausedHere ? ['Paused at this box: nothing comes down. Sales go up.'] : []),
    ...(line.isPaused ? ['Paused by headquarters: nothing comes down. Sales go up.'] : []),
    ...(line.isMetered ? ['This line costs by the byte: only what is urgent comes down.'] : []),
    waitingText(upload, words),
    quarantinedCount === 0
      ? 'Every row from headquarters was taken.'
      : `${countText(quarantinedCount, 'row')} from headquarters could not be taken. A later package mends them, or headquarters does.`,
  ];
}

function waitingText({ waitingCount, waitingAmounts, oldestAt }: ExchangeState['upload'], words: Words): string {
  if (waitingCount === 0) return 'Headquarters has every sale.';
  const amounts = amountsText(waitingAmounts, words);
  const since = oldestAt === null ? '' : ` since ${timeText(oldestAt, words)}`;
  const sales = [countText(waitingCount, 'sale'), amounts].filter(Boolean).join(', ');
  return `${sales}, ${waitingCount === 1 ? 'waits' : 'wait'} for headquarters${since}. ${waitingCount === 1 ? 'It is' : 'They are'} safe on this box.`;
}
