import { Random } from '../random';
import { planSale, type Sellable } from './basket';

const SAMPLE: Sellable[] = [
  { productId: 'bread', barcode: '4006381333931', isWeighed: false, minimumAge: null, unitPrice: '2.50' },
  { productId: 'milk', barcode: '5901234123457', isWeighed: false, minimumAge: null, unitPrice: '2.50' },
  { productId: 'apples', barcode: '123', isWeighed: true, minimumAge: null, unitPrice: '3.10' },
];
const plans = (seed: number, count = 2_000) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => planSale(random, SAMPLE, { cards: true }));
};

it('makes the same customers from the same seed and others from another', () => {
  expect(plans(1, 50)).toEqual(plans(1, 50));
  expect(plans(1, 50)).not.toEqual(plans(2, 50));
});

it('fills baskets with five lines on average, weighed goods among them', () => {
  const lines = plans(3).flatMap((plan) => plan.lines);
  expect(lines.length / 2_000).toBeCloseTo(5, 0);
  expect(lines.filter((line) => line.product.isWeighed).length).toBeGreaterThan(1_000);
  expect(lines.every((line) => line.product.isWeighed || /^[1-6]$/.test(line.quantity))).toBe(true);
});

it('has every kind of customer among a few hundred', () => {
  const some = plans(4, 500);
  for (const kind of ['sale', 'return', 'void']) expect(some.some((plan) => plan.kind === kind)).toBe(true);
  expect(some.some((plan) => plan.mode === 'training')).toBe(true);
  expect(some.some((plan) => plan.style === 'one-request')).toBe(true);
  expect(some.some((plan) => plan.payment === 'card')).toBe(true);
  expect(some.some((plan) => plan.lines.some((line) => line.isVoided))).toBe(true);
});

it('never takes out the only line, nor pays a return or a training sale by card', () => {
  for (const plan of plans(5)) {
    expect(plan.lines.some((line) => !line.isVoided)).toBe(true);
    if (plan.kind !== 'sale' || plan.mode === 'training') expect(plan.payment).toBe('cash');
  }
});
