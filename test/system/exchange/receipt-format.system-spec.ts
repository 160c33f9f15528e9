import { createSelling, type Selling, type Seller } from '@app/carts';
import { Journal } from '@app/channel-db';
import { newId, parseQuantity, systemClock } from '@app/kernel';
import { textOf } from '@app/printing';
import { receiptFormatEntity } from '@app/protocol';
import { rmSync } from 'node:fs';
import { upsertRows } from '../../../apps/headquarters/src/company/company-rows';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { loadedUnit, type TestUnit } from './a-box';

const WAIT_SECONDS = 20;
const LEMONADE = 'B0002';
const SELLER: Seller = {
  deviceId: 'device', legalEntityId: 'harbour', channelId: '101', registerId: '1', staffId: '1001', approvedBy: null,
}; // prettier-ignore

let headquarters: ServedHeadquarters;
let unit: TestUnit;
let selling: Selling;
beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  unit = await loadedUnit(headquarters);
  const journal = new Journal({ signer: { sign: () => ({ signature: 'signed', keyId: 'box:test' }) }, clock: systemClock });
  selling = createSelling({ database: unit.store, catalog: unit.catalog.reader, journal, clock: systemClock, businessClock: systemClock });
});
afterAll(async () => {
  await unit.close();
  rmSync(unit.folder, { recursive: true, force: true });
  await headquarters.dispose();
});

/** Three bottles with their deposits, in training, which needs no shift. */
async function sold(): Promise<string> {
  const { configuration } = await selling.products.terms(SELLER.channelId);
  const { registerId = '' } = configuration.registers.find(({ channelId }) => channelId === SELLER.channelId) ?? {};
  const seller = { ...SELLER, registerId };
  const cart = await selling.carts.create(seller, { mode: 'training' });
  const filled = await selling.carts.addLine(
    { seller, cartId: cart.transactionId, seen: cart.revision },
    { lineId: newId(), productId: LEMONADE, quantity: parseQuantity('3') },
  );
  const amount = filled.payable.find(({ tenderTypeId }) => tenderTypeId === 'cash')?.amount ?? '';
  const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount }];
  const key = { deviceId: seller.deviceId, key: newId(), fingerprint: 'a'.repeat(64) };
  await selling.sales.checkout({ seller, cartId: filled.transactionId, seen: filled.revision }, key, { registerTime: null, tenders });
  return filled.transactionId;
}

async function printed(transactionId: string): Promise<string> {
  const { document } = await selling.receipts.paper(SELLER, transactionId, { type: 'receipt' }, 'whichever');
  return textOf(document, { columns: 40, order: 'logical' });
}

async function edit(title: string): Promise<void> {
  const cell = { width: 'rest', align: 'start' };
  const layout = JSON.stringify([
    { each: 'receipt', rows: [{ kind: 'cells', cells: [{ ...cell, text: title }] }] },
    { each: 'line', rows: [{ kind: 'cells', cells: [{ ...cell, text: '{quantity} of {name}' }] }] },
  ]);
  const row = { channelId: '101', receiptType: 'sale', printBehaviour: 'always', layout, logo: null } as const;
  const waiting = unit.exchange.download.runOnce(WAIT_SECONDS);
  await headquarters.database.unitOfWork.run((tx) => upsertRows(tx, receiptFormatEntity, [row]));
  expect(await waiting).toMatchObject({ kind: 'done', applied: 1, failed: [] });
}

it('a format that headquarters edits is on the next receipt of the store, and on a copy of an older one', async () => {
  const transactionId = await sold();
  expect(await printed(transactionId)).toContain('Harbour Market Dublin');
  await edit('First of {store.name}');
  expect(await printed(transactionId)).toBe('First of Harbour Market Dublin\n3 of Harbour Lemonade 1 l\n3 of Deposit, large\n');
  await edit('Second');
  expect(await printed(await sold())).toMatch(/^Second\n3 of Harbour Lemonade 1 l\n/);
});
