/** Suspended and blind-closed shifts are part of the model; first form uses open and closed. */
export type ShiftState = 'open' | 'suspended' | 'blind-closed' | 'closed';

/** Allowed moves of a shift. A blind-closed shift can be counted and closed, never resumed; a closed one is fixed for ever. */
export const SHIFT_MOVES = {
  open: ['suspended', 'blind-closed', 'closed'],
  suspended: ['open', 'blind-closed'],
  'blind-closed': ['closed'],
  closed: [],
} as const satisfies Record<ShiftState, readonly ShiftState[]>;

export function mayMoveShift(from: ShiftState, to: ShiftState): boolean {
  return (SHIFT_MOVES[from] as readonly ShiftState[]).includes(to);
}

/** What a shift lets happen. */
export const SHIFT_ALLOWS = {
  open: { sell: true, moveCash: true, count: true },
  suspended: { sell: false, moveCash: false, count: false },
  'blind-closed': { sell: false, moveCash: true, count: true },
  closed: { sell: false, moveCash: false, count: false },
} as const satisfies Record<ShiftState, { sell: boolean; moveCash: boolean; count: boolean }>;
