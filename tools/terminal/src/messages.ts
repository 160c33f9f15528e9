import { z } from 'zod';

const attemptId = z.uuid();
const money = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'not an amount');

export const paymentRequest = z.strictObject({
  attemptId,
  amount: money,
  currency: z.string().length(3),
  terminalId: z.string().min(1).max(40),
});
export type PaymentRequest = z.output<typeof paymentRequest>;

export const reversalRequest = z.strictObject({ attemptId, ofAttemptId: attemptId, amount: money });
export type ReversalRequest = z.output<typeof reversalRequest>;

/** How one request is treated. docs/terminal.md says what each does. */
const behaviourKind = z.enum(['approve', 'decline', 'partial', 'slow', 'charged-no-answer', 'uncharged-no-answer', 'answer-lost']);
export type BehaviourKind = z.output<typeof behaviourKind>;

export const behaviourChange = z.strictObject({
  script: z.array(z.strictObject({ on: z.enum(['payment', 'reversal']), kind: behaviourKind })).max(10_000).optional(),
  slowMs: z.int().min(0).max(600_000).optional(),
  endings: z.boolean().optional(),
}); // prettier-ignore
export type BehaviourChange = z.output<typeof behaviourChange>;

export interface PaymentAnswer {
  readonly attemptId: string;
  readonly outcome: 'approved' | 'part-approved' | 'declined' | 'in-progress';
  /** What was charged. */
  readonly amount: string;
  readonly currency: string;
  readonly authorization: string | null;
  readonly cardLastDigits: string | null;
  readonly reason: string | null;
}

export interface ReversalAnswer {
  readonly attemptId: string;
  readonly ofAttemptId: string;
  readonly outcome: 'reversed' | 'refused' | 'in-progress';
  /** What was given back. */
  readonly amount: string;
  readonly reason: string | null;
}
