import type { AuthenticatedCaller } from '@app/platform';

/** An activated device: which register it may act as. All scope comes from here, never from a request's body. */
export interface DeviceCaller extends AuthenticatedCaller {
  readonly kind: 'device' | 'employee';
  readonly deviceId: string;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly registerId: string;
}

/** An employee who is logged on at that device. */
export interface EmployeeCaller extends DeviceCaller {
  readonly kind: 'employee';
  readonly sessionId: string;
  readonly staffId: string;
  readonly permissions: ReadonlySet<string>;
}
