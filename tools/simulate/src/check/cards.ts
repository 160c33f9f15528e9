import type { SimulatorLedger } from '../ledger';
import type { Movements } from '../store/terminal-control';
import { minorUnits, saleIn } from './facts';

/** What happened to money on cards. `charged = paid + givenBack`, or somebody paid for nothing, or took goods for nothing. */
export interface CardAccount {
  readonly chargedMinor: bigint;
  readonly paidMinor: bigint;
  readonly givenBackMinor: bigint;
  /** Attempts whose money is nowhere, or in a sale without a charge. */
  readonly unexplained: readonly string[];
}

/** Holds the terminal's own ledger against the card payments in the acknowledged sales, attempt by attempt. */
export function cardAccount({ charges, reversals }: Movements, ledger: SimulatorLedger): CardAccount {
  const balance = new Map<string, bigint>();
  const book = (attemptId: string, amount: bigint) => balance.set(attemptId, (balance.get(attemptId) ?? 0n) + amount);
  const paid = paymentsOf(ledger);
  for (const charge of charges) book(charge.attemptId, minorUnits(charge.amount));
  for (const reversal of reversals) book(reversal.ofAttemptId, -minorUnits(reversal.amount));
  for (const payment of paid) book(payment.attemptId, -payment.amountMinor);
  return {
    chargedMinor: charges.reduce((sum, { amount }) => sum + minorUnits(amount), 0n),
    paidMinor: paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    givenBackMinor: reversals.reduce((sum, { amount }) => sum + minorUnits(amount), 0n),
    unexplained: [...balance].filter(([, left]) => left !== 0n).map(([attemptId]) => attemptId),
  };
}

function paymentsOf(ledger: SimulatorLedger): { attemptId: string; amountMinor: bigint }[] {
  const tenders = ledger.acknowledged().flatMap(({ capsule }) => saleIn(capsule)?.tenders ?? []);
  return tenders.flatMap(({ attemptId, function: kind, amount }) =>
    attemptId !== null && kind === 'card' ? [{ attemptId, amountMinor: minorUnits(amount) }] : [],
  );
}
