import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { StoreFile } from '../store/store-file';
import { until } from './until';

/** Where a card payment can be when something dies, in order. */
export const PAYMENT_POINTS = [
  'attempt-committed',
  'terminal-called',
  'approved-not-recorded',
  'recorded',
  'in-checkout',
  'committed-not-answered',
] as const;
export type PaymentPoint = (typeof PAYMENT_POINTS)[number];

/** One payment under way, and the means to stop it at a point without a hook in the product. */
export interface Payment {
  readonly world: OwnStore;
  readonly storeFile: string;
  /** The register's book, read afresh. */
  readonly ledger: () => SimulatorLedger;
}

/** Prepares the store so that the next card payment stops at the point; answers how to wait for it and how to let go. */
export interface Stop {
  reached(): Promise<void>;
  letGo(): void;
}

/** Longer than a busy machine needs to shut a line. */
const SLOW_MS = 3_000;
const IN_THE_MIDDLE_MS = 200;
const nothing = (): void => undefined;

export const STOP_AT: Readonly<Record<PaymentPoint, (payment: Payment) => Promise<Stop>>> = {
  // The terminal hears nothing: the line to it keeps what it is asked.
  'attempt-committed': async (payment) => {
    payment.world.store.lineToTerminal.holdRequests();
    return { reached: () => attemptIs(payment, 'started'), letGo: nothing };
  },

  // The customer takes their time with the card.
  'terminal-called': async (payment) => {
    const terminal = payment.world.store.terminalControl;
    await terminal.script(['slow'], { slowMs: SLOW_MS });
    return { reached: () => until('the terminal was called', () => terminal.hasUsedScript()), letGo: nothing };
  },

  'approved-not-recorded': async (payment) => {
    const { lineToTerminal, terminalControl } = payment.world.store;
    const before = (await terminalControl.movements()).charges.length;
    lineToTerminal.holdAnswers();
    const charged = async () => (await terminalControl.movements()).charges.length > before;
    return { reached: () => until('the card was charged', charged), letGo: nothing };
  },

  // The register does not hear of it, so that it does not go on.
  recorded: async (payment) => {
    const recorded = await stopAfterRecording(payment);
    return { reached: recorded, letGo: nothing };
  },

  // The appliance stands before its commit, because somebody else holds the file.
  'in-checkout': async (payment) => {
    const recorded = await stopAfterRecording(payment);
    let release = nothing;
    const reached = async () => {
      await recorded();
      release = await stopInCheckout(payment);
    };
    return { reached, letGo: () => release() };
  },

  'committed-not-answered': async (payment) => {
    const recorded = await stopAfterRecording(payment);
    const reached = async () => {
      await recorded();
      const release = await stopInCheckout(payment);
      payment.world.store.lineToUnit.holdAnswers();
      release();
      await until('the sale is committed', () => new StoreFile(payment.storeFile).hasSale(transactionOf(payment)));
    };
    return { reached, letGo: nothing };
  },
};

/** While the customer is busy with the card, the way back to the register is shut. Answers how to wait until the approval is recorded. */
async function stopAfterRecording(payment: Payment): Promise<() => Promise<void>> {
  const { terminalControl, lineToUnit } = payment.world.store;
  await terminalControl.script(['slow'], { slowMs: SLOW_MS });
  return async () => {
    await until('the terminal was called', () => terminalControl.hasUsedScript());
    lineToUnit.holdAnswers();
    await attemptIs(payment, 'approved');
  };
}

/** Somebody else holds the file from the moment the checkout is asked for; what the register does before it goes through. */
async function stopInCheckout(payment: Payment): Promise<() => void> {
  const { lineToUnit } = payment.world.store;
  let release: (() => void) | undefined;
  lineToUnit.whenAsked('/checkout', () => (release = new StoreFile(payment.storeFile).holdCommits()));
  lineToUnit.restore();
  await until('the checkout is asked for', () => release !== undefined);
  await sleep(IN_THE_MIDDLE_MS);
  return () => release?.();
}

function attemptIs(payment: Payment, state: string): Promise<void> {
  const file = new StoreFile(payment.storeFile);
  return until(`the attempt is ${state}`, () => {
    const attemptId = lastAttempt(payment.ledger())?.attemptId;
    return attemptId !== undefined && file.attemptState(attemptId) === state;
  });
}

const lastAttempt = ({ entries }: SimulatorLedger) => entries.findLast((entry) => entry.what === 'attempt');
const transactionOf = (payment: Payment): string => lastAttempt(payment.ledger())?.transactionId ?? '';
