import { giftInText, soManyByRate } from './stated-terms';

const article = (barcode: string, name: string) => ({ barcode, name, minimum: 3, price: 15.2, rate: null, shelfPrice: 15.2 });

describe('a gift named in a text', () => {
  const text = 'קנה 3 מוצרי יעקובי קבל וילדה ספוג גליצי';
  const cleaner = article('1', 'יעקבי הזלין קונדישינ');
  const sponge = article('2', 'וילדה- 3 ספוגיות גלי');
  const other = article('3', 'וילדה - ספוגית פיור');

  it('is the article whose name has its words, cut short or with another ending', () => {
    expect(giftInText(text, [cleaner, sponge, other])).toEqual({ count: 3, gift: sponge });
  });

  it('is not guessed: not among two, not among none, not where the columns say another number', () => {
    expect(giftInText(text, [cleaner, sponge, { ...sponge, barcode: '4' }])).toBeUndefined();
    expect(giftInText(text, [cleaner, other])).toBeUndefined();
    expect(giftInText(text, [cleaner, { ...sponge, minimum: 2 }])).toBeUndefined();
    expect(giftInText('קנה 3 מוצרי יעקובי', [cleaner, sponge])).toBeUndefined();
    expect(giftInText('קנה 3 מוצרי יעקובי קבל וי', [sponge])).toBeUndefined();
  });
});

describe('so many for a price, by the rate', () => {
  const tin = { barcode: '1', name: '', minimum: 2, price: 100, rate: 22.96, shelfPrice: 64.9 };
  const dearer = { ...tin, barcode: '2', rate: 24.13, shelfPrice: 65.9 };

  it('is so where every rate is how far the price lies below the shelf', () => {
    expect(soManyByRate([tin, dearer])).toEqual({ count: 2, price: 100 });
    expect(soManyByRate([tin, { ...dearer, shelfPrice: null }])).toEqual({ count: 2, price: 100 });
  });

  it('is not so where a rate says otherwise, nothing is on the shelf, or the columns differ', () => {
    expect(soManyByRate([tin, { ...dearer, rate: 22.96 }])).toBeUndefined();
    expect(soManyByRate([{ ...tin, shelfPrice: null }])).toBeUndefined();
    expect(soManyByRate([tin, { ...dearer, minimum: 3 }])).toBeUndefined();
    expect(soManyByRate([{ ...tin, price: 0 }])).toBeUndefined();
    expect(soManyByRate([])).toBeUndefined();
  });
});
