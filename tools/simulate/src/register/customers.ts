import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorLedger } from '../ledger';
import { planSale, type PlannedSale, type Sellable } from './basket';
import { Refused } from './commerce';
import { NoAnswer } from './patient-fetch';
import type { Till } from './payment';
import { recover } from './recover';
import type { Register } from './register';
import { serveInSteps, type Served } from './serve';
import { serveAtOnce } from './serve-at-once';
import { serveReturn } from './serve-return';

export interface Lane {
  readonly register: Register;
  readonly till: Till;
  readonly ledger: SimulatorLedger;
  readonly sample: readonly Sellable[];
}

export interface Outcome extends Served {
  readonly registerId: string;
}

export interface Queue {
  /** Customers of this lane; they keep coming until it is over when undefined. */
  readonly count?: number;
  /** When the n-th of them comes, from the start of the run; one who came long ago is served at once. */
  comesAtMs(index: number): number;
  isOver?(): boolean;
  whenServed?(): void;
}

const CASH_MOVEMENT_PART = 0.02;

/** Serves a lane's customers one after the other. What is refused for good is told through `whenRefused`. */
export async function serveCustomers(lane: Lane, queue: Queue, whenRefused: (refusal: Refused) => void): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const began = performance.now();
  for (let index = 0; index < (queue.count ?? Infinity) && !queue.isOver?.(); index++) {
    const wait = queue.comesAtMs(index) - (performance.now() - began);
    if (wait > 0) await sleep(wait);
    const plan = planSale(lane.till.random, lane.sample, { cards: lane.till.cardTenderTypeId !== undefined });
    const served = await serveOne(lane, plan, whenRefused);
    if (served) outcomes.push({ ...served, registerId: lane.register.registerId });
    queue.whenServed?.();
    if (lane.till.random.chance(CASH_MOVEMENT_PART)) await untilAnswered(() => lane.register.moveCash('paid-in', '5.00'));
  }
  return outcomes;
}

async function serveOne(lane: Lane, plan: PlannedSale, whenRefused: (refusal: Refused) => void): Promise<Served | undefined> {
  try {
    return await serve(lane, plan);
  } catch (error) {
    if (error instanceof NoAnswer) {
      await untilAnswered(() => lane.register.logOn());
      await untilAnswered(() => recover(lane.till, lane.ledger, lane.register.registerId));
      return undefined;
    }
    if (!(error instanceof Refused)) throw error;
    for (const transactionId of lane.ledger.unanswered(lane.register.registerId)) {
      lane.ledger.append({ what: 'refused', registerId: lane.register.registerId, transactionId, code: error.code });
    }
    whenRefused(error);
    return undefined;
  }
}

async function serve({ till, ledger, register: { registerId } }: Lane, plan: PlannedSale): Promise<Served | undefined> {
  if (plan.kind === 'return') return serveReturn(till, ledger, registerId, plan);
  return plan.style === 'one-request' ? serveAtOnce(till, ledger, registerId, plan) : serveInSteps(till, ledger, registerId, plan);
}

/** A register without an answer has nothing else to do than to ask again. */
async function untilAnswered(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }
}
