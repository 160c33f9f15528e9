import fc from 'fast-check';
import { wordsOf } from './words';

describe('the words of a text', () => {
  it.each([
    ['lower case without accents', 'Crème BRÛLÉE', ['creme', 'brulee']],
    ['letters that are written for each other', 'Weißbier Smørrebrød Łódź', ['weissbier', 'smorrebrod', 'lodz']],
    ['numbers apart from letters', 'Cola500ml 6x330', ['cola', '500', 'ml', '6', 'x', '330']],
    ['decimals, with a point', 'חלב 3%1,5ליטר', ['חלב', '3', '1.5', 'ליטר']],
    ['an apostrophe inside', "Ben & Jerry's", ['ben', 'jerrys']],
    ['a Hebrew abbreviation', 'גבינה 1 ק"ג', ['גבינה', '1', 'קג']],
    ['quotes around a Latin word', 'The "Real" Thing', ['the', 'real', 'thing']],
    ['Hebrew without points, a maqaf between', 'שָׁלוֹם בֵּית־סֵפֶר', ['שלום', 'בית', 'ספר']],
    ['Arabic in one spelling', 'قَهْوَة أحمد ١٢', ['قهوه', 'احمد', '12']],
    ['words of scripts without blanks', '巧克力牛奶', ['巧克力', '牛奶']],
    ['wide letters', 'ＡＢＣ', ['abc']],
    ['nothing', ' -- !', []],
  ])('are %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('stay what they are when they are read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const words = wordsOf(text);
        expect(words.every((word) => word !== '' && word.length <= 32)).toBe(true);
        expect(wordsOf(text)).toEqual(words);
      }),
    );
  });
});
