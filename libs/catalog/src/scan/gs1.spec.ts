import { readDigitalLink, readElementString } from './gs1';

const gtin = '07290000000015';
const GS = '\u001d';

describe('an element string', () => {
  it('gives the article of a plain GTIN', () => {
    expect(readElementString(`01${gtin}`)).toEqual({ gtin, weight: null, price: null });
  });

  it('gives weight and price with their decimals, past batch, dates and serial', () => {
    const text = `]C101${gtin}17261231310300125010AB-7${GS}21SN9${GS}39221290`;
    expect(readElementString(text)).toEqual({ gtin, weight: { value: 1250, decimals: 3 }, price: { value: 1290, decimals: 2 } });
  });

  it('is read as it is printed, with brackets', () => {
    expect(readElementString(`(01)${gtin}(3922)1290(10)X`)).toMatchObject({ price: { value: 1290, decimals: 2 } });
  });

  it.each([
    ['a wrong check digit', '0107290000000016'],
    ['no article', '10AB-7'],
    ['a plain barcode', '7290000000015'],
    ['data cut short', `01${gtin}3103001`],
    ['letters for an identifier', `01${gtin}XY12`],
    ['nothing', ''],
  ])('is none with %s', (_, text) => {
    expect(readElementString(text)).toBeUndefined();
  });
});

describe('a Digital Link', () => {
  it('gives the article from its path and the weight from its query, on any host', () => {
    const text = `https://shop.example/deep/01/${gtin}/10/AB-7?3103=001250&17=261231`;
    expect(readDigitalLink(text)).toEqual({ gtin, weight: { value: 1250, decimals: 3 }, price: null });
  });

  it('takes a GTIN without its leading zeros', () => {
    expect(readDigitalLink('https://id.gs1.org/01/7290000000015')?.gtin).toBe(gtin);
  });

  it.each(['https://shop.example/offers', 'ftp://x/01/7290000000015', 'https://', 'text'])('is none in %s', (text) => {
    expect(readDigitalLink(text)).toBeUndefined();
  });
});
