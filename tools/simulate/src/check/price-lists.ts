import { parseUnitPrice } from '@app/kernel';
import type { SimulatorLedger } from '../ledger';
import { priceOf } from '../store/chain';
import { readCapsule, saleIn } from './facts';

/** Sales that were not priced from one list, when the same goods had prices shifted by one of these amounts at a time. */
export function pricesOutOfStep(ledger: SimulatorLedger, shiftsCents: readonly number[]): string[] {
  const shiftOf = new Map<number, number>();
  const outOfStep: string[] = [];
  for (const { transactionId, capsule } of ledger.acknowledged()) {
    const sale = saleIn(capsule);
    // What comes back is worth what it was sold for.
    const lines = sale?.lines.filter(({ returnOf, priceSource }) => returnOf === null && priceSource === 'price-list') ?? [];
    if (lines.length === 0) continue;
    const shift = shiftsCents.find((cents) => lines.every(({ productId, unitPrice }) => unitPrice === expected(productId, cents)));
    const version = readCapsule(capsule).header.catalogVersion;
    if (shift === undefined || (shiftOf.get(version) ?? shift) !== shift) outOfStep.push(transactionId);
    else shiftOf.set(version, shift);
  }
  return outOfStep;
}

const expected = (productId: string | null, cents: number): number => parseUnitPrice(priceOf(Number(productId?.slice(1)), cents));
