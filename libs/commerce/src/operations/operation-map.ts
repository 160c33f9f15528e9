import type { Instant } from '@app/kernel';
import type { StoreOperation } from './define-operation';

/** `limited`: a part of it works. `needs-headquarters`: it waits for the line. `stopped`: this box cannot do it now. */
type OperationState = 'works' | 'limited' | 'needs-headquarters' | 'stopped';

/** How one operation stands now. */
export interface OperationStanding {
  readonly id: string;
  readonly state: OperationState;
  /** Since when it is so; null while it works, or when nobody knows. */
  readonly since: Instant | null;
  /** Why: a code of the box's readiness, of the line, or of what is missing in part; null while it works. */
  readonly reason: string | null;
}

export interface MapFacts {
  /** Why this box cannot sell, as its readiness says; null when it can. */
  readonly cannotSell: string | null;
  /** Since when headquarters does not answer, and why; null while it does, and before the first question. */
  readonly away: { readonly since: Instant | null; readonly reason: string } | null;
}

/** How every operation stands, from what the registry says of it and from what is known now. */
export function operationMap(operations: readonly StoreOperation[], facts: MapFacts): OperationStanding[] {
  return operations.map((operation) => ({ id: operation.id, ...standingOf(operation, facts) }));
}

function standingOf(operation: StoreOperation, { cannotSell, away }: MapFacts): Omit<OperationStanding, 'id'> {
  // What nobody needs a permission for is what brings a box back: logging on, giving records back, asking.
  if (cannotSell !== null && operation.permission !== null) return { state: 'stopped', since: null, reason: cannotSell };
  if (away && operation.connectivity === 'needs-headquarters') return { state: 'needs-headquarters', ...away };
  if (away && operation.missingWhenAway) return { state: 'limited', since: away.since, reason: operation.missingWhenAway };
  return { state: 'works', since: null, reason: null };
}
