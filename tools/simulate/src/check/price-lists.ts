import { parseUnitPrice } from '@app/kernel';
import type { SimulatorLedger } from '../ledger';
import { costsOf } from '../store/chain';
import { readCapsule, saleIn } from './facts';

/**
 * Sales with a line that does not stand in the list of the catalog it was quoted by, when the same goods had prices shifted by one
 * of these amounts at a time.
 */
export function pricesOutOfStep(ledger: SimulatorLedger, shiftsCents: readonly number[]): string[] {
  const shiftOf = new Map<number, number>();
  const outOfStep = new Set<string>();
  for (const { transactionId, capsule } of ledger.acknowledged()) {
    const { header } = readCapsule(capsule);
    for (const { productId, unitPrice, priceSource, quoted } of saleIn(capsule)?.lines ?? []) {
      // What comes back is worth what it was sold for.
      if (priceSource !== 'price-list') continue;
      const version = quoted?.catalogVersion ?? header.catalogVersion;
      const shift = shiftsCents.find((cents) => unitPrice === expected(productId, cents));
      if (shift === undefined || (shiftOf.get(version) ?? shift) !== shift) outOfStep.add(transactionId);
      else shiftOf.set(version, shift);
    }
  }
  return [...outOfStep];
}

const expected = (productId: string | null, cents: number): number => parseUnitPrice(costsOf(productId ?? '', cents));
