import fc from 'fast-check';
import { isTypoOf, spellingForms, typoDistance } from './spelling';

const word = fc.string({ unit: fc.constantFrom(...'abcdeשלום'), minLength: 5, maxLength: 12 });

describe('spelling', () => {
  it('finds every word with one letter other, too many, missing or swapped by a form in common', () => {
    fc.assert(
      fc.property(
        word,
        fc.nat(),
        fc.constantFrom('x', 'a'),
        fc.constantFrom('put', 'take', 'change', 'swap'),
        (right, place, letter, how) => {
          const at = place % (right.length - 1);
          const [before, here, next, after] = [right.slice(0, at), right[at], right[at + 1], right.slice(at + 2)];
          const typed = { put: `${before}${letter}${here}${next}${after}`, take: `${before}${next}${after}`, change: `${before}${letter}${next}${after}`, swap: `${before}${next}${here}${after}` }[how]; // prettier-ignore
          expect(spellingForms(typed).some((form) => spellingForms(right).includes(form))).toBe(true);
          expect(typoDistance(typed, right)).toBeLessThanOrEqual(1);
          expect(isTypoOf(typed, right)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['milk', 'silk', true],
    ['choclate', 'chocolate', true],
    ['chocolatte', 'chocolat', true],
    ['bread', 'broth', false],
  ])('says whether %s may stand for %s: %s', (typed, right, isTypo) => {
    expect(isTypoOf(typed, right)).toBe(isTypo);
  });

  it('leaves numbers and very short words alone', () => {
    expect(['1234', '500ml', 'abc'].map(spellingForms)).toEqual([[], [], []]);
  });
});
