import { add, subtract, ZERO, type Amount } from '@app/kernel';
import type { TenderFunction } from '../cart/cart-tender';

/** One thing that moved money in a shift. Amounts are positive into the drawer, negative out of it. */
export interface ShiftMovement {
  readonly tenderTypeId: string;
  readonly function: TenderFunction;
  readonly kind: 'payment' | 'change' | 'refund' | 'float' | 'paid-in' | 'paid-out' | 'safe-drop';
  readonly amount: Amount;
}

/** A tender of an X or Z report. All parts are sizes; `expected` is what must be there. */
export interface ShiftTenderTotal {
  readonly tenderTypeId: string;
  readonly function: TenderFunction;
  readonly opening: Amount;
  readonly taken: Amount;
  readonly change: Amount;
  readonly refunded: Amount;
  readonly paidIn: Amount;
  readonly paidOut: Amount;
  readonly dropped: Amount;
  readonly expected: Amount;
  /** Null until somebody counted. */
  readonly counted: Amount | null;
  /** Counted minus expected: negative when money is missing. */
  readonly difference: Amount | null;
}

type Part = 'opening' | 'taken' | 'change' | 'refunded' | 'paidIn' | 'paidOut' | 'dropped';

const PART_OF = {
  float: 'opening', payment: 'taken', change: 'change', refund: 'refunded',
  'paid-in': 'paidIn', 'paid-out': 'paidOut', 'safe-drop': 'dropped',
} as const satisfies Record<ShiftMovement['kind'], Part>; // prettier-ignore

const INTO_DRAWER: readonly ShiftMovement['kind'][] = ['float', 'payment', 'paid-in'];

/** Totals per tender type from everything that moved (or sums of it) and the last count, by tender type id. */
export function shiftTenderTotals(movements: readonly ShiftMovement[], counts: ReadonlyMap<string, Amount>): ShiftTenderTotal[] {
  const totals = new Map<string, ShiftTenderTotal>();
  for (const movement of movements) {
    totals.set(movement.tenderTypeId, withMovement(totals.get(movement.tenderTypeId) ?? emptyTotal(movement), movement));
  }
  return [...totals.values()]
    .map((total) => withCount(total, counts.get(total.tenderTypeId) ?? null))
    .sort((a, b) => (a.tenderTypeId < b.tenderTypeId ? -1 : 1));
}

function emptyTotal(movement: ShiftMovement): ShiftTenderTotal {
  const { tenderTypeId } = movement;
  const nothing = { opening: ZERO, taken: ZERO, change: ZERO, refunded: ZERO, paidIn: ZERO, paidOut: ZERO, dropped: ZERO };
  return { tenderTypeId, function: movement.function, ...nothing, expected: ZERO, counted: null, difference: null };
}

function withMovement(total: ShiftTenderTotal, { kind, amount }: ShiftMovement): ShiftTenderTotal {
  const part = PART_OF[kind];
  const size = INTO_DRAWER.includes(kind) ? amount : subtract(ZERO, amount);
  return { ...total, [part]: add(total[part], size), expected: add(total.expected, amount) };
}

function withCount(total: ShiftTenderTotal, counted: Amount | null): ShiftTenderTotal {
  return { ...total, counted, difference: counted === null ? null : subtract(counted, total.expected) };
}
