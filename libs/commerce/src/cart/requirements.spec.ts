import { parseUnitPrice } from '@app/kernel';
import { aBook, aCartOf, aLine, anEmptyCart, aProduct, cartOf, count, someRules } from '../../test/builders';
import { addLine } from './add-line';
import { answerRequirement, type GivenAnswer } from './answer-requirement';
import type { Cart } from './cart';
import { requirementsOf } from './requirements';

describe('requirements', () => {
  it('asks the greatest age once and is content with it', () => {
    const spirit = aProduct({ productId: 'spirit', minimumAge: 21 });
    const book = aBook({ spirit: '90' }, [...aBook().products.values(), spirit]);
    const cart = aCartOf({ wine: '1', spirit: '1' }, book);
    expect(requirementsOf(cart)).toMatchObject([{ kind: 'age', lineId: null, years: 21 }]);
    const answered = cartOf(answerRequirement(cart, { kind: 'age', outcome: 'confirmed' }, 'anna'));
    expect(requirementsOf(answered)).toEqual([]);
    expect(answered.answers).toEqual([{ kind: 'age', lineId: null, outcome: 'confirmed-21', staffId: 'anna' }]);
  });

  it('asks again when something for older buyers follows', () => {
    const spirit = aProduct({ productId: 'spirit', minimumAge: 21 });
    const book = aBook({ spirit: '90' }, [...aBook().products.values(), spirit]);
    const cart = cartOf(answerRequirement(aCartOf({ wine: '1' }, book), { kind: 'age', outcome: 'confirmed' }, null));
    const older = cartOf(addLine(cart, aLine({ lineId: 'line-9', productId: 'spirit' }), book, someRules()));
    expect(requirementsOf(older)).toMatchObject([{ kind: 'age', years: 21 }]);
  });

  it('voids what the buyer is too young for', () => {
    const cart = cartOf(answerRequirement(aCartOf({ milk: '1', wine: '1' }), { kind: 'age', outcome: 'refused' }, 'anna'));
    expect(cart.lines.map((line) => line.isVoided)).toEqual([false, true]);
    expect(requirementsOf(cart)).toEqual([]);
  });

  it('takes a weight as the answer and refuses an answer nobody asked for', () => {
    const cart = cartOf(addLine(anEmptyCart(), aLine({ productId: 'apples' }), aBook(), someRules()));
    const weight = { kind: 'weight', lineId: 'line-1', weight: count('0.75'), isWeightKeyed: false } as const;
    const weighed = cartOf(answerRequirement(cart, weight, null));
    expect(weighed.lines[0]).toMatchObject({ quantity: 750 });
    expect(answerRequirement(weighed, { ...weight, weight: count('0.8') }, null)).toMatchObject({ code: 'requirement.unknown' });
  });

  describe('the same answer again, because its own answer was lost, leaves the cart as it is', () => {
    const twice = (cart: Cart, given: GivenAnswer) => answerRequirement(cartOf(answerRequirement(cart, given, 'anna')), given, 'anna');
    const withLine = (change: Parameters<typeof aLine>[0]) => cartOf(addLine(anEmptyCart(), aLine(change), aBook(), someRules()));

    it.each<[string, () => Cart, GivenAnswer, GivenAnswer]>([
      [
        'a weight', () => withLine({ productId: 'apples' }),
        { kind: 'weight', lineId: 'line-1', weight: count('0.75'), isWeightKeyed: false },
        { kind: 'weight', lineId: 'line-1', weight: count('0.75'), isWeightKeyed: true },
      ],
      [
        'a price', () => withLine({ productId: 'repair' }),
        { kind: 'price', lineId: 'line-1', unitPrice: parseUnitPrice('12.50') },
        { kind: 'price', lineId: 'line-1', unitPrice: parseUnitPrice('12.60') },
      ],
      ['an age confirmed', () => aCartOf({ wine: '1' }), { kind: 'age', outcome: 'confirmed' }, { kind: 'age', outcome: 'refused' }],
      ['an age refused', () => aCartOf({ milk: '1', wine: '1' }), { kind: 'age', outcome: 'refused' }, { kind: 'age', outcome: 'confirmed' }],
    ])('%s', (_, cart, given, other) => {
      const answered = twice(cart(), given);
      expect(answered.kind).toBe('unchanged');
      expect(answerRequirement(cartOf(answered), other, 'anna')).toMatchObject({ code: 'requirement.unknown' });
    }); // prettier-ignore
  });
});
