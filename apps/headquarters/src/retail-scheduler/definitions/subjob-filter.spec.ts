import { priceEntity, productEntity } from '@app/protocol';
import { passes, type Condition } from './subjob-filter';

const price = { priceId: 'p', unitPrice: '9.9', validFrom: '2026-01-01' };
const product = { productId: 'a', isBlocked: false, minimumAge: null, categoryId: 'wine' };

describe('the filter of a subjob', () => {
  it.each<[Condition[], boolean]>([
    [[], true],
    [[{ field: 'unitPrice', operator: 'at-least', value: '9.90' }], true],
    [[{ field: 'unitPrice', operator: 'at-most', value: 10 }], true],
    [[{ field: 'unitPrice', operator: 'at-least', value: '10' }], false],
    [[{ field: 'unitPrice', operator: 'is', value: '9.900' }], true],
    [[{ field: 'validFrom', operator: 'at-most', value: '2025-12-31' }], false],
    [[{ field: 'priceId', operator: 'one-of', value: ['p', 'q'] }, { field: 'validFrom', operator: 'is-not', value: '2026-01-01' }], false],
  ])('of prices: %j is %s', (filter, expected) => expect(passes(priceEntity, filter)(price)).toBe(expected)); // prettier-ignore

  it.each<[Condition[], boolean]>([
    [[{ field: 'isBlocked', operator: 'is', value: false }], true],
    [[{ field: 'minimumAge', operator: 'is', value: null }], true],
    [[{ field: 'minimumAge', operator: 'at-least', value: 0 }], false],
    [[{ field: 'minimumAge', operator: 'is-not', value: 18 }], true],
    [[{ field: 'categoryId', operator: 'one-of', value: ['beer', null] }], false],
  ])('of products: %j is %s', (filter, expected) => expect(passes(productEntity, filter)(product)).toBe(expected));
});
