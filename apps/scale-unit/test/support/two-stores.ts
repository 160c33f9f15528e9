import { createPinVerifier } from '@app/platform';
import { SHOP_ROWS } from '@app/testing';

export const PINS = { anna: '1111', ben: '2222', carl: '3333' } as const;
export const PEPPER = Buffer.from('pepper of the test chain').toString('base64');

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (name: string) => SHOP_ROWS[name] as readonly Row[];
/** A row of the first store, in the second. */
const moved = (row: Row, change: object = {}): Row => ({ ...row, channelId: 'store-2', ...change });

/** The shop of libs/testing and a second store of the same company, both with workers who have PINs. */
export async function twoStores(): Promise<Readonly<Record<string, readonly object[]>>> {
  const [anna, ben, it] = rowsOf('worker') as [Row, Row, Row];
  const withPin = async (row: Row, pin: string) => ({ ...row, pinVerifier: await createPinVerifier(pin, PEPPER) });
  const workers = await Promise.all([
    withPin(anna, PINS.anna),
    withPin(ben, PINS.ben),
    withPin(moved(anna, { workerId: 'carl', name: 'Carl' }), PINS.carl),
  ]);
  return {
    ...SHOP_ROWS,
    channel: [...rowsOf('channel'), ...rowsOf('channel').map((row) => moved(row, { name: 'Far store' }))],
    register: [...rowsOf('register'), ...rowsOf('register').map((row) => moved(row, { registerId: `far-${String(row['registerId'])}` }))],
    tenderType: [...rowsOf('tenderType'), ...rowsOf('tenderType').map((row) => moved(row))],
    price: [...rowsOf('price'), ...rowsOf('price').map((row) => moved(row, { priceId: `far-${String(row['priceId'])}` }))],
    worker: [...workers, it],
  };
}
