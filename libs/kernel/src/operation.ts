/** Where an operation is answered: on this box, by the hub, by a payment provider, or by an ERP behind the hub. */
export type Connector = 'local' | 'hub' | 'provider' | 'erp';

/**
 * Who must stand behind a call: nobody, an activated device, an employee on a device, the console, a user of the console, an
 * administrator of headquarters, or an enrolled box.
 */
export type Caller = 'anonymous' | 'device' | 'employee' | 'machine' | 'user' | 'administrator' | 'box';

/** What a retry of the same call may do. */
export type RetryRule = 'safe' | 'same-key-only' | 'never';

/** What happens when the connector cannot be reached. */
export type Fallback = 'none' | 'refuse' | 'queue' | 'stand-in';

/**
 * One thing the product can do. Guards, audit, documentation and the live operation map read the same record,
 * so a route without one does not start.
 */
export interface Operation<Permission extends string = string> {
  /** Stable name such as `cart.checkout`. */
  readonly id: string;
  /** One sentence in store words. */
  readonly summary: string;
  readonly caller: Caller;
  /** The permission an employee or a user needs; null when being the caller is enough. */
  readonly permission: Permission | null;
  /** Whether a second person with the permission may stand in (manager override). */
  readonly override: 'none' | 'second-person';
  /** The audit event the operation leaves in the journal; null when it leaves none. */
  readonly audit: string | null;
  /** Whether it works with the line to headquarters cut. */
  readonly connectivity: 'local' | 'needs-headquarters';
  /** What of a local one is missing while headquarters is away, as a code; absent when nothing is. */
  readonly missingWhenAway?: string;
  readonly connector: Connector;
  /** Time an answer may take before the fallback counts, in milliseconds; null for local work. */
  readonly deadlineMs: number | null;
  readonly retry: RetryRule;
  readonly fallback: Fallback;
  /** Whether `Idempotency-Key` is required. */
  readonly idempotency: 'none' | 'required';
}
