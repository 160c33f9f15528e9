import type { Chaos } from './chaos';
import type { Sellable } from './register/basket';
import type { Cashier } from './register/register';
import type { HeadquartersApi } from './store/headquarters-api';
import type { TerminalControl } from './store/terminal-control';

/** Where the registers of a run stand: a store of the run's own, or one that is running already. */
export interface World {
  /** Where registers ask. */
  readonly registerUrl: string;
  readonly channelId: string;
  readonly registerIds: readonly string[];
  readonly cashier: Cashier;
  readonly headquarters: HeadquartersApi;
  readonly hasCardTerminal: boolean;
  /** The terminal itself, where the run may look into its ledger. */
  readonly terminal?: TerminalControl;
  /** What customers pick from, where the run made the goods itself; else the registers ask the box. */
  readonly sample?: readonly Sellable[];
  activationCode(registerId: string): Promise<string>;
  /** Breaks things; undefined where nothing may be broken. */
  startChaos?(seed: number): Chaos;
  /** Takes headquarters away and brings it back. */
  headquartersAway?(): Promise<void>;
  headquartersBack?(): Promise<void>;
  close(): Promise<void>;
}
