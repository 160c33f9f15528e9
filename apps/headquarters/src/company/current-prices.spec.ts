import { aHeadquarters } from '../../test/kit/test-headquarters';
import { setUpDemoChain } from '../doors/generated/demo-chain';
import { instantReaching } from '@app/kernel';
import { channelEntity, priceEntity } from '@app/protocol';
import { findRow, upsertRows } from './company-rows';
import { currentPrices } from './current-prices';

describe('the business clock', () => {
  it('shows the wished day, and prices go by it', async () => {
    const headquarters = await aHeadquarters({ HEADQUARTERS_AS_OF: '2026-08-10' });
    const { database, peppers, businessClock, clock } = headquarters;
    await setUpDemoChain(database, peppers);
    const offer = { channelId: '101', legalEntityId: 'harbour', productId: 'P0001', unitId: 'pcs' };
    await database.unitOfWork.run((tx) =>
      upsertRows(tx, priceEntity, [
        { ...offer, priceId: 'summer', unitPrice: '0.10', validFrom: '2026-08-10', validTo: '2026-08-10' },
        { ...offer, priceId: 'autumn', unitPrice: '0.20', validFrom: '2026-08-11', validTo: '9999-12-31' },
      ]),
    );
    const { date, prices } = await currentPrices(database.reader, businessClock, offer);
    expect(date).toBe('2026-08-10');
    expect(prices.map(({ priceId }) => priceId)).toEqual(['summer', 'P0001']);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
    await headquarters.dispose();
  });

  it('brings prices into effect at their minute, the one that began last first', async () => {
    const headquarters = await aHeadquarters();
    const { database, peppers } = headquarters;
    await setUpDemoChain(database, peppers);
    const offer = {
      channelId: '101',
      legalEntityId: 'harbour',
      productId: 'P0001',
      unitId: 'pcs',
      validFrom: '2026-08-10',
      validTo: '2026-08-10',
    };
    await database.unitOfWork.run((tx) =>
      upsertRows(tx, priceEntity, [
        { ...offer, priceId: 'day', unitPrice: '0.30' },
        { ...offer, priceId: 'noon', unitPrice: '10', validFromTime: '12:00', validToTime: '14:00' },
        { ...offer, priceId: 'noon-low', unitPrice: '9', validFromTime: '12:00' },
      ]),
    );
    const channel = await findRow(database.reader, channelEntity, offer);
    const at = async (minute: string) => {
      const clock = { now: () => instantReaching(`2026-08-10T${minute}`, channel?.timeZone ?? '') };
      return (await currentPrices(database.reader, clock, offer)).prices.map(({ priceId }) => priceId);
    };
    expect(await at('11:59')).toEqual(['day', 'P0001']);
    expect(await at('12:00')).toEqual(['noon-low', 'noon', 'day', 'P0001']);
    expect(await at('14:00')).toEqual(['noon-low', 'day', 'P0001']);
    await headquarters.dispose();
  });

  it('is the real one when nothing is wished', async () => {
    const headquarters = await aHeadquarters();
    expect(headquarters.businessClock).toBe(headquarters.clock);
    await headquarters.dispose();
  });
});
