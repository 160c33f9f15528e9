import { priceEntity, productEntity, type EntityDefinition } from '@app/protocol';
import { deletionOf, shapeOf } from './row-shape';

const whole = { fields: null, filter: [], revision: 1 };
const price = (validTo: string): string =>
  JSON.stringify({
    channelId: '1', priceId: 'p', legalEntityId: 'l', productId: 'a', unitId: 'pcs', unitPrice: '1', validFrom: '2026-01-01', validTo,
  }); // prettier-ignore
const product = {
  legalEntityId: 'l', productId: 'a', name: 'Wine', categoryId: 'wine', itemTaxGroupId: 's', unitId: 'pcs', isWeighed: false,
  mustKeyInPrice: false, minimumAge: 18, isDiscountable: true, isBlocked: false,
}; // prettier-ignore
const allBut = (entity: EntityDefinition, ...left: string[]): string[] =>
  Object.keys(entity.schema.shape).filter((field) => !left.includes(field));

describe('the shape of a row', () => {
  it('is the row as it is kept when all of it goes down', () => {
    expect(shapeOf(productEntity, whole, null).shape('{"as":"kept"}')).toBe('{"as":"kept"}');
  });

  it('leaves out prices that ended before the business date of their channel, and is another one the day after', () => {
    const { shape, name } = shapeOf(priceEntity, whole, '2026-08-10');
    expect(shape(price('2026-08-10'))).toBe(price('2026-08-10'));
    expect(shape(price('2026-08-09'))).toBeUndefined();
    expect(shapeOf(priceEntity, whole, '2026-08-11').name).not.toBe(name);
    expect(shapeOf(productEntity, whole, '2026-08-11').name).toBe(shapeOf(productEntity, whole, '2026-08-10').name);
  });

  it('sends a field that is left out as empty, so that every box can read the row', () => {
    const { shape } = shapeOf(productEntity, { ...whole, fields: allBut(productEntity, 'minimumAge', 'categoryId') }, null);
    expect(JSON.parse(shape(JSON.stringify(product)) ?? '')).toEqual({ ...product, minimumAge: null, categoryId: null });
  });

  it('is none for a row that does not pass the filter', () => {
    const { shape } = shapeOf(productEntity, { ...whole, filter: [{ field: 'categoryId', operator: 'is', value: 'beer' }] }, null);
    expect(shape(JSON.stringify(product))).toBeUndefined();
  });

  it('of a deletion is the key by its fields', () => {
    expect(deletionOf(productEntity, '["l","a"]')).toBe('{"$delete":{"legalEntityId":"l","productId":"a"}}');
  });
});
