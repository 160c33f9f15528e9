import { couponUses, STORE_MIGRATIONS, type AppendRequest } from '@app/channel-db';
import type { RecordBody } from '@app/protocol';
import { eachDatabase } from '@app/testing';
import { aJournal, aSale, enrol, verifier } from './a-store';

const TEN = { couponId: 'ten', code: 'TEN', offerId: 'o', discount: '1.00' };
/** Its offer took nothing off. */
const OTHER = { couponId: 'other', code: 'OTHER', offerId: 'o2', discount: '0.00' };

type Coupons = NonNullable<RecordBody<'sale'>['coupons']>;

/** A sale with these coupons. */
function aSaleWith(coupons: Coupons, change: Parameters<typeof aSale>[1] = {}): AppendRequest<'sale'> {
  const sale = aSale(undefined, change);
  return { ...sale, body: (numbers) => ({ ...(typeof sale.body === 'function' ? sale.body(numbers) : sale.body), coupons }) };
}

eachDatabase(STORE_MIGRATIONS, (test) => {
  const journal = aJournal();
  const sell = (change: Parameters<typeof aSale>[1] = {}) =>
    test.database().unitOfWork.run((tx) => journal.appendRecord(tx, aSaleWith([TEN, OTHER], change)));
  const uses = (couponId: string, channelId = 'store-1') => couponUses(test.database().reader, { channelId, couponId });

  it('counts a coupon with each sale in which its offer took something off, in the commit of the sale', async () => {
    await enrol(test.database());
    expect(await uses('ten')).toBe(0);
    await sell();
    await sell({ registerId: 'r2' });
    expect([await uses('ten'), await uses('other'), await uses('ten', 'store-2')]).toEqual([2, 0, 0]);
    const refused = test.database().unitOfWork.run(async (tx) => {
      await journal.appendRecord(tx, aSaleWith([TEN]));
      throw new Error('refused after counting');
    });
    await expect(refused).rejects.toThrow('refused after counting');
    expect(await uses('ten')).toBe(2);
  });

  it('counts again what registers give back to a box that lost it, each sale once', async () => {
    await enrol(test.database());
    const { capsule } = await sell();
    const { unitOfWork } = test.database();
    await unitOfWork.run(async (tx) => {
      for (const table of ['record', 'sale', 'sale_line', 'sale_tender', 'sale_tax', 'coupon_use']) await tx.run(`DELETE FROM {${table}}`);
    });
    expect(await uses('ten')).toBe(0);
    for (let time = 0; time < 2; time += 1) await unitOfWork.run((tx) => journal.importCapsules(tx, [capsule], verifier));
    expect(await uses('ten')).toBe(1);
  });
});
