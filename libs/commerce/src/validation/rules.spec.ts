import { amount } from '@app/kernel';
import { aCartOf, anEmptyCart, cartOf, minor, someRules } from '../../test/builders';
import { MUTANTS } from '../../test/mutants';
import { Random } from '../../test/random';
import { randomSale } from '../../test/random-sale';
import { calculateCart } from '../pricing/calculate-cart';
import type { CalculatedCart, CalculatedLine } from '../pricing/calculated-cart';
import { addCash } from '../tender/tenders';
import { whyNotFinished } from './ready-to-finish';
import { brokenRules, VALIDATION_RULES } from './rules';

const paid = calculateCart(
  cartOf(addCash(aCartOf({ milk: '2' }), { tenderId: 't', tenderTypeId: 'cash', amount: minor(1380) }, someRules())),
);
const withLine = (change: Partial<CalculatedLine>, line: Partial<CalculatedLine['line']> = {}): CalculatedCart => ({
  ...paid,
  lines: paid.lines.map((one) => ({ ...one, ...change, line: { ...one.line, ...line } })),
});

/** In its long form many more. */
const SALES = Number(process.env['RANDOM_SALES'] ?? 5_000);
const SEED = Number(process.env['RUN'] ?? 1);
/** Sales that each rule's fault is put into. */
const MUTATED = 60;

describe('validation rules', () => {
  it('all hold for what the engine makes', () => {
    expect(brokenRules(paid)).toEqual([]);
    expect(whyNotFinished(paid)).toBeUndefined();
  });

  it(`refuse none of ${SALES} random sales`, () => {
    const random = new Random(SEED);
    const kinds = new Set<string>();
    const refused: string[] = [];
    for (let index = 0; index < SALES; index += 1) {
      const sale = calculateCart(randomSale(random));
      for (const { line, discounts } of sale.lines) {
        for (const { kind } of discounts) kinds.add(kind);
        kinds.add(line.priceSource);
        kinds.add(line.returnOf ? 'return' : line.blindReturn ? 'blind-return' : line.kind);
      }
      for (const tender of sale.cart.tenders) kinds.add(tender.foreign ? 'foreign' : tender.function).add(tender.kind);
      const rules = brokenRules(sale);
      if (rules.length > 0) refused.push(`sale ${index} of seed ${SEED}: ${rules.join(', ')}`);
    }
    expect(refused).toEqual([]);
    expect([...kinds].sort()).toEqual([
      'blind-return', 'card', 'cash', 'foreign', 'gift-card', 'keyed', 'label', 'manual-line', 'manual-total', 'offer', 'original-sale', 'override',
      'payment', 'price-list', 'product', 'refund', 'return',
    ]); // prettier-ignore
  }, 1_800_000);

  it.each(VALIDATION_RULES.map((rule) => rule.name))('%s names itself when broken, in any sale', (name) => {
    const random = new Random(SEED);
    const mutant = MUTANTS[name];
    for (let index = 0; index < MUTATED; index += 1) {
      const cart = randomSale(random);
      if (cart.tenders.length === 0) continue;
      expect(mutant && brokenRules(mutant(calculateCart(cart)))).toContain(name);
    }
  });

  it('have one fault each to be tried with, and no more', () => {
    expect(Object.keys(MUTANTS).sort()).toEqual(VALIDATION_RULES.map((rule) => rule.name).sort());
  });
});

describe('a cart that cannot become a sale', () => {
  it('says the first thing that is missing', () => {
    const why = (sale: CalculatedCart) => whyNotFinished(sale)?.code;
    expect(why(calculateCart(anEmptyCart()))).toBe('cart.empty');
    expect(why(calculateCart(aCartOf({ wine: '1' })))).toBe('cart.requirement-open');
    expect(why(calculateCart(aCartOf({ milk: '1' })))).toBe('cart.not-paid');
    expect(why({ ...paid, cart: { ...paid.cart, status: 'voided' } })).toBe('cart.not-open');
    expect(whyNotFinished(withLine({ amount: amount(1) }))).toMatchObject({
      code: 'cart.rule-broken',
      details: { rule: 'line-amount-includes-tax' },
    });
  });
});
