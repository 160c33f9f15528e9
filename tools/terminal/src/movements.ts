import type { Entry } from './ledger';

interface Movement {
  readonly attemptId: string;
  readonly amount: string;
  readonly currency: string;
  readonly at: number;
}

/** Every movement of money in a ledger, for the checks that add them up. */
export function movements(entries: readonly Entry[]) {
  const terminals = new Map<string, { terminalId: string; currency: string }>();
  const charges: (Movement & { terminalId: string })[] = [];
  const reversals: (Movement & { ofAttemptId: string })[] = [];
  for (const entry of entries) {
    if (entry.what === 'payment-begun') terminals.set(entry.request.attemptId, entry.request);
    if (entry.what === 'payment-decided' && entry.answer.outcome !== 'declined') {
      const { attemptId, amount, currency } = entry.answer;
      charges.push({ attemptId, amount, currency, terminalId: terminals.get(attemptId)?.terminalId ?? '', at: entry.at });
    }
    if (entry.what === 'reversal-decided' && entry.answer.outcome === 'reversed') {
      const { attemptId, ofAttemptId, amount } = entry.answer;
      reversals.push({ attemptId, ofAttemptId, amount, currency: terminals.get(ofAttemptId)?.currency ?? '', at: entry.at });
    }
  }
  return { charges, reversals };
}
