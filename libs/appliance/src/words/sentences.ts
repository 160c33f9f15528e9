import type { ActionKind, Cause, Finding, FindingCode, FindingOf, FixupKind } from '../finding';
import { underWayText, updateReasonText, whyNotText } from './update-text';
import { amountsText, bytesText, countText, durationText, listText, moneyText, sinceText, timeText, type Words } from './words';

/** What is said about a finding: what it is, what it means, what happens by itself. Each a short sentence; empty when there is none. */
export interface FindingText {
  readonly cause: string;
  readonly effect: string;
  readonly byItself: string;
}

type Sentences = { readonly [Code in FindingCode]: (finding: FindingOf<Code>, words: Words) => FindingText };

const NO_SALES = 'Registers cannot sell.';
const text = (cause: string, effect: string, byItself = ''): FindingText => ({ cause, effect, byItself });

const SENTENCES: Sentences = {
  'unit.starting': ({ since }, words) =>
    text(
      `The scale unit is starting${since === null ? '' : `, silent since ${timeText(since, words)}`}.`,
      NO_SALES,
      'This takes a few seconds.',
    ),
  'unit.silent': ({ since }, words) =>
    text(`The scale unit has not answered${sinceText(since, words)}.`, NO_SALES, 'The console asks again every few seconds.'),
  'unit.crashing': ({ restarts, nextStartAt }, words) =>
    text(
      `The scale unit has stopped ${countText(restarts, 'time')}.`,
      NO_SALES,
      nextStartAt === null ? 'It is started again.' : `It is started again at ${timeText(nextStartAt, words)}.`,
    ),
  'unit.stopped': ({ since }, words) =>
    text(`The scale unit was stopped${sinceText(since, words)}.`, NO_SALES, 'It stays stopped until somebody starts it.'),
  'database.broken': () => text('The scale unit cannot use its database.', NO_SALES, 'Sales made so far stay on the disk.'),
  'box.new': () => text('This box does not belong to a store yet.', 'It needs the code from headquarters.'),
  'box.loading': () =>
    text('Products and prices are on their way from headquarters.', 'Registers can sell when they are here.', 'Nothing to do.'),
  'box.behind': ({ registerNames }) =>
    text(
      'Registers may hold sales that this box does not have.',
      'It waits for them before it sells.',
      registerNames.length === 0
        ? 'Each register hands them over when somebody logs on; store IT can give up the rest (journal declare-lost).'
        : `Log on at ${listText(registerNames)}; a manager can decide to go on without (journal declare-lost).`,
    ),
  'box.superseded': () => text('Another box has taken the place of this one.', NO_SALES, 'Sales that wait here still go to headquarters.'),
  'box.copy': () =>
    text('Headquarters sees this box as a copy of another one.', 'It sells with new receipt numbers.', 'Headquarters has been told.'),
  'registers.none': () => text('No register is set up yet.', 'A code from this console sets one up.'),
  'register.silent': ({ register, registerName, count }, words) =>
    text(
      `${registerName} has been silent${sinceText(register.lastSeenAt, words)} with an open shift.`,
      count === 1 ? '' : `${countText(count - 1, 'more register is', 'more registers are')} silent too.`,
    ),
  'line.down': ({ since }, words) =>
    text(`Headquarters cannot be reached${sinceText(since, words)}.`, 'Gift cards wait until it is back.', 'Selling goes on.'),
  'line.intercepted': ({ since }, words) =>
    text(
      `Something else answers instead of headquarters${sinceText(since, words)}.`,
      'Gift cards wait until it is back.',
      'Selling goes on.',
    ),
  'line.refused': ({ since }, words) =>
    text(
      `By the clock of this box the certificate of headquarters is not valid${sinceText(since, words)}.`,
      'Gift cards wait until it is.',
      'The box asks headquarters for the time. Selling goes on.',
    ),
  'card.unclear': ({ payment, registerName, count }, words) =>
    text(
      `${registerName}: nobody knows whether a card payment of ${moneyText(payment.amount, payment.currency, words)} went through.`,
      count === 1 ? 'This sale waits for an answer.' : `${countText(count, 'sale')} wait for an answer.`,
    ),
  'disk.full': ({ freeBytes }) => text(`Only ${bytesText(freeBytes)} are left on the disk.`, 'The next sales may not fit.'),
  'disk.low': ({ freeBytes }) => text(`${bytesText(freeBytes)} are left on the disk.`, 'Somebody should look at it this week.'),
  'records.lost': ({ names }) =>
    text(`Headquarters has lost ${listText(names)}.`, 'The store has not lost anything.', 'It is sent again by itself.'),
  'records.different': ({ names }) =>
    text(`Headquarters holds ${listText(names)} with another content.`, 'The store keeps what was sold.', 'Headquarters has been told.'),
  'catalog.different': () =>
    text('Some products or prices here are not those of headquarters.', 'The box could not mend them yet.', 'It tries again by itself.'),
  'downloads.late': ({ jobs }, words) =>
    text(
      `Nothing newer has come: ${listText(jobs.map(({ name, createdAt }) => `${name} (${durationText(words.now - createdAt)} old)`))}.`,
      jobs.some(({ isImportant }) => isImportant) ? 'Registers sell by what is here.' : 'Prices and products are not among them.',
      'The box asks again by itself.',
    ),
  'disk.filling': ({ freeBytes, fullAt }, words) =>
    text(`The disk will be full on ${timeText(fullAt, words)}.`, `${bytesText(freeBytes)} are left now.`),
  'database.large': ({ storeBytes }) =>
    text(`The store file has grown to ${bytesText(storeBytes)}.`, 'A copy of it does not fit on this disk any more.'),
  'database.slow': ({ flushMs }) =>
    text(`The disk takes ${Math.round(flushMs)} ms to keep a sale.`, 'Cashiers wait at the end of a sale.', 'No sale is lost.'),
  'clock.wrong': ({ offsetMs }) =>
    text(
      `The clock of this machine is ${durationText(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead'}.`,
      'Sales are dated by the clock of headquarters.',
      'Its battery may be empty.',
    ),
  'certificate.expired': ({ validUntil }, words) =>
    text(`The certificate of this box ended on ${timeText(validUntil, words)}.`, 'Registers on the network cannot connect.'),
  'certificate.old': ({ validUntil }, words) =>
    text(`The certificate of this box ends on ${timeText(validUntil, words)}.`, 'It should have been renewed by now.'),
  'upload.waiting': ({ count, amounts, oldestAt }, words) =>
    text(
      [countText(count, 'sale'), amountsText(amounts, words), `wait for headquarters since ${timeText(oldestAt, words)}.`].join(', '),
      'They are safe on this box.',
      'They go up by themselves.',
    ),
  'upload.stuck': ({ since, count }, words) =>
    text(
      `Headquarters has refused the sales of this store${sinceText(since, words)}.`,
      `${countText(count, 'sale')} are safe on this box.`,
    ),
  'rows.quarantined': ({ count }) =>
    text(`${countText(count, 'product or price', 'products and prices')} from headquarters could not be taken.`, 'The others work.'),
  'real-time.refusing': () =>
    text('Questions to headquarters are not answered.', 'Gift cards wait.', 'The box tries again every few seconds.'),
  'unit.memory': ({ memoryBytes }) => text(`The scale unit needs ${bytesText(memoryBytes)} of memory.`, 'It may become slow.'),
  'unit.slow': ({ loopLagMs }) => text(`The scale unit answers ${Math.round(loopLagMs)} ms late.`, 'Cashiers wait after a scan.'),
  'jobs.failing': ({ names, since }, words) =>
    text(`Work of the box fails${sinceText(since, words)}: ${listText(names)}.`, 'Selling goes on.', 'It is tried again.'),
  'shift.overdue': ({ registerNames }) =>
    text(
      `The shift of an earlier day is still open at ${listText(registerNames)}.`,
      'The figures of that day wait for it.',
      'Close it at the register.',
    ),
  'access.emergency-code-used': () =>
    text('Somebody came in with the emergency code.', 'It is used up.', 'The page Users shows when, and makes a new one.'),
  'access.no-emergency-code': () => text('There is no emergency code yet.', 'Without one nobody comes in who has lost password or phone.'),
  'backup.old': ({ lastAt }, words) =>
    text(
      lastAt === null ? 'The store was never copied.' : `The last copy of the store is from ${timeText(lastAt, words)}.`,
      'A disk that dies now takes what came since with it.',
      'The box tries again every hour.',
    ),
  'backup.failed': () => text('The store could not be copied.', 'The place for copies may be full or pulled out.', 'It is tried again.'),
  'backup.unproven': ({ lastAt }, words) =>
    text(
      `The copy of the store${lastAt === null ? '' : ` of ${timeText(lastAt, words)}`} did not prove itself.`,
      'It may not bring the store back.',
    ),
  'work.under-way': ({ endsAt }, words) =>
    text(`Work on this box goes on until ${timeText(endsAt, words)}.`, 'Registers may stop for a moment.'),
  'work.announced': ({ startsAt, endsAt }, words) =>
    text(`Work on this box is planned from ${timeText(startsAt, words)} to ${timeText(endsAt, words)}.`, 'Registers have been told.'),
  'update.under-way': ({ underWay }, words) => ({ ...underWayText(underWay, words), byItself: '' }),
  'update.waiting': ({ underWay }, words) =>
    text(
      `Version ${underWay.version} did not find a quiet moment in its time.`,
      underWay.whyNot.map((reason) => whyNotText(reason, words)).join(' '),
      'Selling goes on.',
    ),
  'update.undone': ({ to, from, reason, since }, words) =>
    text(
      `Version ${to} was taken back at ${timeText(since, words)}.`,
      updateReasonText(reason.code).what,
      `Version ${from} runs as before.`,
    ),
  'update.refused': ({ to, from, reason }) =>
    text(`Version ${to} was not installed.`, updateReasonText(reason.code).what, `Version ${from} goes on.`),
  'update.metadata-expired': ({ endedAt }, words) =>
    text(
      endedAt === null
        ? 'The signed list of releases is older than it may be.'
        : `The signed list of releases ended ${timeText(endedAt, words)}.`,
      'Nothing is installed until it is renewed.',
      'Selling goes on.',
    ),
  'update.not-genuine': ({ since }, words) =>
    text(
      `What the server of releases showed at ${timeText(since, words)} is not genuine.`,
      'Nothing of it is installed.',
      'Ask who publishes releases.',
    ),
  'journal.conflict': ({ names }) =>
    text(
      `${countText(names.length, 'sale')} that a register gave back differs from what this box holds.`,
      'Both are kept for headquarters.',
    ),
};

/** Everything that can be found. */
export const FINDING_CODES = Object.keys(SENTENCES) as FindingCode[];

/** A finding in words a shift lead uses. */
export function textOf(finding: Finding, words: Words): FindingText {
  const sentence = SENTENCES[finding.code] as (finding: Finding, words: Words) => FindingText;
  return sentence(finding, words);
}

const LABELS: Readonly<Record<ActionKind, string>> = {
  'restart-unit': 'Restart the scale unit',
  enrol: 'Enter the code',
  'show-registers': 'Show registers',
  'show-users': 'Show users',
  'show-updates': 'Show updates',
  'resolve-card': 'Resolve',
  'retry-upload': 'Send now',
  'retry-exchange': 'Try again',
  'renew-certificate': 'Renew the certificate',
  'make-backup': 'Copy now',
};

/** What stands on the button that does it, after its cost was said. */
const ORDERS: Readonly<Record<FixupKind, string>> = {
  'restart-unit': 'Restart now',
  'retry-upload': 'Send now',
  'retry-exchange': 'Try again',
  'renew-certificate': 'Renew now',
  'make-backup': 'Copy now',
};
/** Everything the console can do about it. */
export const FIXUP_KINDS = Object.keys(ORDERS) as FixupKind[];
export const orderOf = (kind: FixupKind): string => ORDERS[kind];

/** What stands on the button. */
export const labelOf = (action: ActionKind): string => LABELS[action];

const LIMITS: Readonly<Partial<Record<FindingCode, string>>> = {
  'disk.full': 'New sales',
  'line.down': 'Gift cards',
  'line.intercepted': 'Gift cards',
  'line.refused': 'Gift cards',
  'real-time.refusing': 'Gift cards',
};

/** What a customer cannot get now, in a word or two each; nothing for what limits nothing. */
export function limitsOf(cause: Cause): string[] {
  if (cause.weight === 'stops-selling') return ['All sales'];
  const limiting = [cause, ...cause.consequences].filter(({ weight }) => weight === 'limits-selling');
  const limits = limiting.flatMap((one) => (one.code === 'card.unclear' ? one.registerName : (LIMITS[one.code] ?? [])));
  return [...new Set(limits)];
}
