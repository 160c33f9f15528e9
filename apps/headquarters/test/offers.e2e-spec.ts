import { gunzipSync } from 'node:zlib';
import { packageManifest, type DownloadSession, type SignedManifest } from '@app/protocol';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { DEADLINE, exchangeWith } from './kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';
import type { TestBox } from './kit/test-box';

let headquarters: ServedHeadquarters;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const { call, enrolledBox } = exchangeWith(() => headquarters);
const admin = (method: string, path: string, body?: unknown) => headquarters.admin(method, `/api/v1/${path}`, body);

const of = { legalEntityId: 'harbour' };
const offer = (offerId: string, change: object = {}) => ({
  ...of, offerId, name: offerId, kind: 'simple', concurrency: 'best-price', priority: null, currency: 'EUR', isEnabled: false, needsCoupon: false,
  matchesAllPriceGroups: false, countsNonDiscountable: false, validFrom: '2026-01-01', validTo: '9999-12-31', hours: [], rewardKind: 'percent',
  rewardValue: '0.1', tiers: [], dealGroups: [], leastExpensiveCount: null, favours: null, timesApplicable: null, tenderTypeIds: [],
  deliveryModeIds: [], ...change,
}); // prettier-ignore
const line = (offerId: string, lineNumber = '1') => ({
  ...of, offerId, lineNumber, productId: 'P0001', categoryId: null, unitId: null, isExcluded: false, groupId: null, rewardKind: null, rewardValue: null,
}); // prettier-ignore
const group = (offerId: string) => ({ ...of, offerId, priceGroupId: '101' });
const put = (path: string, ...rows: object[]) => admin('PUT', path, { rows });

async function enabled(offerId: string, change: object = {}): Promise<void> {
  await put('offers', offer(offerId, change));
  await put('offer-lines', line(offerId));
  await put('offer-price-groups', group(offerId));
  expect(await put('offers', offer(offerId, { ...change, isEnabled: true }))).toEqual({ status: 200, body: { changedCount: 1 } });
}

describe('offers at the door', () => {
  it('are enabled when all that belongs to them is there', async () => {
    expect(await put('offers', offer('early', { isEnabled: true }))).toMatchObject({
      status: 422, body: { code: 'offer.without-lines', field: '/lines/productId' },
    }); // prettier-ignore
    expect((await admin('GET', 'offers?legalEntityId=harbour&offerId=early')).body).toMatchObject({ rows: [] });
    await enabled('early');
    expect((await admin('GET', 'offers?legalEntityId=harbour&offerId=early')).body).toMatchObject({ rows: [{ isEnabled: true }] });
  });

  it('stay sound: what would spoil an enabled one is refused, also a removal', async () => {
    await enabled('sound');
    const wrong = { status: 422, body: { code: 'offer.line-names-two', field: '/lines/categoryId' } };
    expect(await put('offer-lines', { ...line('sound', '2'), categoryId: 'dairy' })).toMatchObject(wrong);
    const removal = await admin('DELETE', 'offer-price-groups?legalEntityId=harbour&offerId=sound&priceGroupId=101');
    expect(removal).toMatchObject({ status: 422, body: { code: 'offer.without-price-group', field: '/priceGroups' } });
    expect((await admin('GET', 'offer-price-groups?legalEntityId=harbour&offerId=sound')).body).toMatchObject({ rows: [group('sound')] });
  });

  it('of a batch are taken where they are sound; rows of the others are listed', async () => {
    await enabled('good');
    await enabled('bad');
    const upsert = [line('good', '2'), { ...line('bad', '2'), categoryId: 'dairy' }, { ...line('good', '3'), lineNumber: 'x' }];
    expect((await admin('POST', 'rows', { entity: 'offerLine', upsert })).body).toEqual({
      changedCount: 1, removedCount: 0,
      refused: [
        { list: 'upsert', index: 1, field: 'lines/categoryId', reason: 'offer.line-names-two' },
        { list: 'upsert', index: 2, field: 'lineNumber', reason: 'not a line number' },
      ],
    }); // prettier-ignore
  });

  it('have lines that end with them', async () => {
    await enabled('season', { validTo: '2027-01-31' });
    const lines = async () => (await admin('GET', 'offer-lines?legalEntityId=harbour&offerId=season')).body;
    expect(await lines()).toMatchObject({ rows: [{ validTo: '2027-01-31' }] });
    await put('offers', offer('season', { isEnabled: true, validTo: '2027-02-28' }));
    expect(await lines()).toMatchObject({ rows: [{ validTo: '2027-02-28' }] });
  });
});

describe('offers on their way down', () => {
  async function loaded(box: TestBox, entity: string): Promise<string[]> {
    const { body } = await call<{ sessions: DownloadSession[] }>(box, 'GET', 'sessions?wait=5');
    const { packageId } = body.sessions.find(({ job }) => job === '1020') ?? { packageId: '' };
    const { body: signed } = await call<SignedManifest>(box, 'GET', `packages/${packageId}/manifest`);
    const ids: string[] = [];
    for (const { sha256 } of packageManifest.parse(JSON.parse(signed.manifest)).segments.filter((segment) => segment.entity === entity)) {
      const answer = await headquarters.client(box.key).download(`/exchange/v1/blobs/${sha256}`, { fromByte: 0, ...DEADLINE });
      if (answer.kind !== 'streaming') throw new Error(answer.kind);
      const lines = gunzipSync(Buffer.from(await answer.body.arrayBuffer())).toString().trimEnd().split('\n'); // prettier-ignore
      ids.push(...lines.map((text) => (JSON.parse(text) as { offerId: string }).offerId));
    }
    return ids;
  }

  it('are those that are enabled and not over, and so are their lines', async () => {
    await enabled('over', { validFrom: '2020-01-01', validTo: '2020-12-31' });
    await enabled('switched-off');
    await put('offers', offer('switched-off'));
    await enabled('running');
    const box = await enrolledBox();
    const offers = await loaded(box, 'offer');
    expect(offers).toEqual(expect.arrayContaining(['pets-3-for-2', 'running']));
    for (const offerId of ['over', 'switched-off']) expect(offers).not.toContain(offerId);
    const lines = await loaded(box, 'offerLine');
    expect(lines).toContain('running');
    expect(lines).not.toContain('over');
  });
});
