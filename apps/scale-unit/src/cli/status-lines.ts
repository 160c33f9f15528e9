import type { UnitStatusAnswer } from '../status/status.dto';

export type ShownStatus = Pick<
  UnitStatusAnswer,
  'software' | 'box' | 'channels' | 'selling' | 'headquarters' | 'upload' | 'prices' | 'cards' | 'alarms'
>;

const BEHIND = [
  'Registers may hold sales that this box does not have. Each hands them over when somebody logs on at it.',
  'What no register holds any more, or a register that cannot log on, is given up with: npm run scale-unit -- journal declare-lost',
];

/** The status in store words, a line each. */
export function statusLines(status: ShownStatus): string[] {
  const { selling, headquarters, upload, prices, cards, alarms, channels, box, software } = status;
  return [
    `${channels.map(({ name }) => name).join(', ') || 'No store yet'} (box ${box.state}, software ${software.version})`,
    selling.isPossible ? 'This store can sell.' : `This store cannot sell: ${selling.reason}.`,
    ...(box.state === 'behind' ? BEHIND : []),
    ...(box.awaited.length === 0 ? [] : [`Log on at: ${box.awaited.map(({ registerId }) => registerId).join(', ')}.`]),
    ...selling.registers.map(
      (one) =>
        `  ${one.name}: ${one.deviceState === 'active' ? (one.staff ?? 'nobody logged on') : 'no device'}${one.isShiftOpen ? ', shift open' : ''}`,
    ),
    headquartersLine(headquarters),
    upload.waitingCount === 0
      ? 'Headquarters has every sale.'
      : `${upload.waitingCount} sales wait for headquarters: ${amountsOf(upload.waitingAmounts)}.`,
    prices.appliedAt === null ? 'No prices yet.' : `Prices of ${new Date(prices.appliedAt).toISOString()} (version ${prices.version}).`,
    ...cards.unclear.map((one) => `Unclear card payment at ${one.registerId}: ${one.amount} ${one.currency} (${one.attemptId}).`),
    ...alarms.map(({ code, subject }) => `Alarm ${code}: ${subject}.`),
  ];
}

function headquartersLine({ isReachable, since, lastError, somethingElseAnswers }: ShownStatus['headquarters']): string {
  const when = since === null ? '' : ` since ${new Date(since).toISOString()}`;
  if (isReachable) return `Headquarters is reached${when}.`;
  if (somethingElseAnswers) return `Something on the line answers instead of headquarters${when}.`;
  return `Headquarters is not reached${when}${lastError ? `: ${lastError}` : ''}.`;
}

function amountsOf(amounts: Readonly<Record<string, string>>): string {
  return Object.entries(amounts)
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(', ');
}
