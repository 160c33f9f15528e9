import { widthOf } from './width';
import { wrap } from './wrap';

describe('breaking text into rows', () => {
  it.each([
    ['at blanks', 'one two three', 8, ['one two', 'three']],
    ['within a word that is longer than a row', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['at a blank that is just beyond the end', 'abcd efgh', 4, ['abcd', 'efgh']],
    ['by what letters take: Chinese is twice as wide', '全脂牛奶', 5, ['全脂', '牛奶']],
    ['never within an emoji or a letter with its marks', 'e\u0301e\u0301e\u0301👩‍👩‍👧👩‍👩‍👧', 3, ['e\u0301e\u0301e\u0301', '👩‍👩‍👧', '👩‍👩‍👧']],
    ['keeping blanks at the beginning', '  2 pcs', 20, ['  2 pcs']],
    ['at line ends', 'a\r\nb\nc\u2028d', 9, ['a', 'b', 'c', 'd']],
    ['of nothing', '', 9, ['']],
  ])('breaks %s', (_, text, columns, rows) => expect(wrap(text, columns)).toEqual(rows)); // prettier-ignore

  it('closes an isolate at the end of a row and opens it again in the next', () => {
    expect(wrap('\u2068שלום עולם\u2069 x', 6)).toEqual(['\u2068שלום\u2069', '\u2068עולם\u2069 x']);
  });
});

it.each([['a', 1], ['ä', 1], ['中', 2], ['ｱ', 1], ['👍', 2], ['👩‍👩‍👧', 2], ['🇮🇱', 2], ['ש', 1], ['\u2068א\u2069', 1], ['', 0]])('%s takes %i columns', (text, width) =>
  expect(widthOf(text)).toBe(width),
); // prettier-ignore
