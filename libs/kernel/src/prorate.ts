import { amount, type Amount } from './amount';
import { DomainError, invariant } from './coded-error';

/**
 * Shares of a total in proportion to weights. The shares add up to the total to the minor unit:
 * what rounding leaves over goes to the largest remainders, ties to the earlier share.
 */
export function prorate(total: Amount, weights: readonly number[]): Amount[] {
  const sum = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (weights.some((weight) => weight < 0)) throw new DomainError('internal.invariant', 'weights must not be negative');
  if (sum === 0n) return spreadOverNothing(total, weights.length);
  const sign = total < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(total));
  const exact = weights.map((weight) => magnitude * BigInt(weight));
  const shares = exact.map((value) => Number(value / sum));
  let left = Math.abs(total) - shares.reduce((a, b) => a + b, 0);
  for (const index of byRemainder(exact.map((value) => value % sum))) {
    if (left-- <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
  }
  const result = shares.map((share) => amount(sign * share));
  invariant(result.reduce((a, b) => a + b, 0) === total, 'shares must add up to the total');
  return result;
}

function byRemainder(remainders: readonly bigint[]): number[] {
  const order = remainders.map((_, index) => index);
  return order.sort((a, b) => {
    const [x, y] = [remainders[a] ?? 0n, remainders[b] ?? 0n];
    return x === y ? a - b : x > y ? -1 : 1;
  });
}

function spreadOverNothing(total: Amount, count: number): Amount[] {
  if (total !== 0) throw new DomainError('internal.invariant', 'an amount cannot be shared over nothing');
  return Array.from({ length: count }, () => amount(0));
}
