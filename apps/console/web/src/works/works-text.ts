import { countText, timeText, type Words } from '@app/appliance';
import type { OperationMap } from '../api/client';

type Operation = OperationMap['operations'][number];

/** Why something does not work, or not all of it, by the code of the map. */
const REASONS: Readonly<Record<string, string>> = {
  down: 'The line to headquarters is cut. It works again by itself when the line is back.',
  intercepted: 'Something else answers instead of headquarters. Check the line of the store.',
  'not-answered': 'Headquarters does not answer in time. The box asks again by itself.',
  accounts: 'Cards work. Gift cards, vouchers and customer accounts wait for the line.',
  'fresh-answer': 'What headquarters said last is shown.',
  behind: 'The box waits for what its registers hold. Log on at every register.',
  superseded: 'Another box has taken the place of this one.',
  'not-enrolled': 'This box does not belong to a store yet.',
  'no-data-yet': 'Products and prices are on their way from headquarters.',
  'store-unreadable': 'The scale unit cannot read its data.',
  'catalog-unreadable': 'The scale unit cannot read its prices.',
};

export const reasonText = ({ reason }: Operation): string | null => (reason === null ? null : (REASONS[reason] ?? reason));

export const sinceText = ({ since }: Operation, words: Words): string | null => (since === null ? null : timeText(since, words));

export function leadText(operations: readonly Operation[]): string {
  const count = (state: Operation['state']) => operations.filter((one) => one.state === state).length;
  const [stopped, waiting, limited] = [count('stopped'), count('needs-headquarters'), count('limited')];
  if (stopped > 0) return 'Registers cannot sell now. The overview says what to do.';
  if (waiting + limited === 0) return 'Registers can do everything.';
  return `Selling goes on. ${countText(waiting, 'thing waits', 'things wait')} for headquarters, ${limited} work in part.`;
}

/** In the order in which somebody in a store would ask; the operations of each by the beginning of their ids. */
const AREAS: readonly (readonly [name: string, beginnings: readonly string[]])[] = [
  ['Selling', ['cart', 'sale', 'return', 'calculation']],
  ['Payments', ['tender-attempt']],
  ['Gift cards and accounts', ['gift-card', 'account']],
  ['Products and prices', ['product', 'scan']],
  ['Orders', ['order']],
  ['Customers', ['customer']],
  ['Receipts and sales', ['transaction']],
  ['Shifts and cash', ['shift']],
  ['Registers and staff', ['session', 'device', 'capsule', 'register', 'operation', 'event', 'upload', 'notice']],
];

export interface Area {
  readonly name: string;
  /** As the worst of its operations. */
  readonly state: Operation['state'];
  readonly count: number;
  /** What of it works, at least in part. */
  readonly working: readonly string[];
}

const WORST_FIRST = ['stopped', 'needs-headquarters', 'limited', 'works'] as const;

export function areasOf(operations: readonly Operation[]): Area[] {
  return AREAS.map(([name, beginnings]) =>
    areaFrom(
      name,
      operations.filter(({ id }) => beginnings.includes(id.split('.')[0] ?? '')),
    ),
  );
}

function areaFrom(name: string, operations: readonly Operation[]): Area {
  const working = operations.filter(({ state }) => state === 'works' || state === 'limited');
  const worst = WORST_FIRST.find((state) => operations.some((one) => one.state === state)) ?? 'works';
  const state = worst !== 'works' && worst !== 'stopped' && working.length > 0 ? 'limited' : worst;
  return { name, state, count: operations.length, working: working.map(({ summary }) => summary) };
}
