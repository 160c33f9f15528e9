import { aBook, aCartOf, aLine, anEmptyCart, aProduct, cartOf, count, someRules } from '../../test/builders';
import { addLine } from './add-line';
import { answerRequirement } from './answer-requirement';
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
    expect(answerRequirement(weighed, weight, null)).toMatchObject({ code: 'requirement.unknown' });
  });
});
