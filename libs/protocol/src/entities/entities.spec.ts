import { ENTITIES, entitiesOf, entityNamed, FIRST_LOAD_JOBS } from './index';
import { priceEntity } from './merchandise';
import { taxCodeEntity } from './configuration';

describe('the entities sent down', () => {
  it('have names of their own, keys that are fields, and a job of the first load', () => {
    expect(new Set(ENTITIES.map(({ name }) => name)).size).toBe(ENTITIES.length);
    for (const { key, schema, job } of ENTITIES) {
      for (const field of key) expect(Object.keys(schema.shape)).toContain(field);
      expect(FIRST_LOAD_JOBS).toContain(job);
    }
    expect(FIRST_LOAD_JOBS.flatMap((job) => entitiesOf(job))).toHaveLength(ENTITIES.length);
    expect(entityNamed('price')).toBe(priceEntity);
    expect(entityNamed('nothing')).toBeUndefined();
  });

  it('carry their channel when they are a channel’s own', () => {
    for (const { name, scope, schema } of ENTITIES)
      expect({ name, has: 'channelId' in schema.shape }).toEqual({ name, has: scope === 'channel' });
  });

  it('turn decimal texts into scaled integers and back', () => {
    const price = {
      channelId: '1',
      priceId: 'p',
      legalEntityId: 'l',
      productId: 'a',
      unitId: 'kg',
      unitPrice: '12.3456',
      validFrom: '2026-01-01',
      validTo: '9999-12-31',
    };
    const decoded = priceEntity.schema.parse(price);
    expect(decoded.unitPrice).toBe(123_456);
    expect(priceEntity.schema.encode(decoded)).toEqual(price);
    const timed = { ...price, validFromTime: '14:30', validToTime: '00:00' };
    expect(priceEntity.schema.encode(priceEntity.schema.parse(timed))).toEqual(timed);
    for (const time of ['24:00', '9:30', '14:30:00', ''])
      expect(priceEntity.schema.safeParse({ ...price, validFromTime: time }).success).toBe(false);
    const tax = { legalEntityId: 'l', taxCodeId: 'VAT', name: 'VAT', rate: '0.175', validFrom: '2026-01-01', validTo: '9999-12-31' };
    expect(taxCodeEntity.schema.parse(tax).rate).toBe(175_000);
    expect(taxCodeEntity.schema.encode(taxCodeEntity.schema.parse(tax))).toEqual(tax);
  });
});
