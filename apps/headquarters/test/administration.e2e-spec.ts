import { readFileSync } from 'node:fs';
import { ModulesContainer } from '@nestjs/core';
import { controllersOf, scanRoutes, type Route } from '@app/platform';
import { ENTITIES } from '@app/protocol';
import { describeWithData } from '@app/testing';
import { setUpDemoChain } from '../src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';

let headquarters: ServedHeadquarters;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());

const unit = (name: string, unitId = 'box') => ({ unitId, name, decimals: 0 });
const admin = (method: string, path: string, body?: unknown, token?: string | null) =>
  headquarters.admin(method, `/api/v1/${path}`, body, token);

describe('every administration route', () => {
  it('but logging on is closed without the administrator token, with a wrong one, and to boxes', async () => {
    const isOpen = ({ method, path }: Route) => !path.startsWith('/api/') || (method === 'POST' && path === '/api/v1/session');
    const routes = scanRoutes(controllersOf(headquarters.service.app.get(ModulesContainer))).filter((route) => !isOpen(route));
    expect(routes.length).toBeGreaterThan(ENTITIES.length * 3);
    for (const { method, path } of routes) {
      const url = path.replace(/:\w+/g, '01999999-9999-7999-8999-999999999999');
      for (const token of [null, 'x'.repeat(43)]) {
        const { status, body } = await headquarters.admin(method, url, method === 'GET' || method === 'DELETE' ? undefined : {}, token);
        expect({ method, path, status, code: (body as { code: string }).code }).toEqual({
          method,
          path,
          status: 401,
          code: token ? 'auth.invalid' : 'auth.required',
        });
      }
    }
  });
});

describe('company data', () => {
  it('is put by business key, listed page by page, and removed', async () => {
    expect(await admin('PUT', 'unit-of-measures', { rows: [unit('Box'), unit('Crate', 'crate')] })).toEqual({
      status: 200,
      body: { changedCount: 2 },
    });
    expect(await admin('PUT', 'unit-of-measures', { rows: [unit('Box'), unit('Large crate', 'crate')] })).toEqual({
      status: 200,
      body: { changedCount: 1 },
    });
    const first = await admin('GET', 'unit-of-measures?limit=2');
    expect(first.body).toMatchObject({ rows: [unit('Box'), unit('Large crate', 'crate')] });
    const { next } = first.body as { next: string };
    expect((await admin('GET', `unit-of-measures?limit=2&cursor=${encodeURIComponent(next)}`)).body).toMatchObject({
      rows: [{ unitId: 'g' }, { unitId: 'kg' }],
    });
    expect((await admin('DELETE', 'unit-of-measures?unitId=crate')).status).toBe(204);
    expect(await admin('DELETE', 'unit-of-measures?unitId=crate')).toMatchObject({ status: 404, body: { code: 'company.unknown-row' } });
    expect((await admin('GET', 'unit-of-measures?unitId=crate')).body).toEqual({ rows: [], next: null });
  });

  it('keeps amounts as they were written, and refuses what is not one', async () => {
    const price = {
      channelId: '101',
      priceId: 'X',
      legalEntityId: 'harbour',
      productId: 'P0001',
      unitId: 'pcs',
      unitPrice: '1.9900',
      validFrom: '2026-01-01',
      validTo: '9999-12-31',
    };
    expect((await admin('PUT', 'prices', { rows: [price] })).status).toBe(200);
    expect((await admin('GET', 'prices?channelId=101&priceId=X')).body).toMatchObject({ rows: [{ ...price, unitPrice: '1.99' }] });
    for (const unitPrice of ['1,99', '1.99999', 'free', '']) {
      expect(await admin('PUT', 'prices', { rows: [{ ...price, unitPrice }] })).toMatchObject({
        status: 400,
        body: { field: '/rows/0/unitPrice' },
      });
    }
  });

  it('keeps the time at which a price begins or ends, takes a price without one as unchanged, and refuses what is no time', async () => {
    const price = {
      channelId: '101', priceId: 'Y', legalEntityId: 'harbour', productId: 'P0001', unitId: 'pcs', unitPrice: '1.5',
      validFrom: '2026-01-01', validTo: '9999-12-31',
    }; // prettier-ignore
    const timed = { ...price, validFromTime: '14:30', validToTime: '00:00' };
    expect((await admin('PUT', 'prices', { rows: [timed] })).body).toEqual({ changedCount: 1 });
    expect((await admin('GET', 'prices?channelId=101&priceId=Y')).body).toMatchObject({ rows: [timed] });
    expect((await admin('PUT', 'prices', { rows: [price] })).body).toEqual({ changedCount: 1 });
    expect((await admin('PUT', 'prices', { rows: [price] })).body).toEqual({ changedCount: 0 });
    expect((await admin('GET', 'prices?channelId=101&priceId=Y')).body).toEqual({ rows: [price], next: null });
    for (const validFromTime of ['24:00', '9:30', 'noon', null])
      expect(await admin('PUT', 'prices', { rows: [{ ...price, validFromTime }] })).toMatchObject({
        status: 400,
        body: { field: '/rows/0/validFromTime' },
      });
  });

  it('refuses unknown fields, wrong types, too much, broken JSON, and deep nesting, each with the right answer', async () => {
    expect(await admin('PUT', 'unit-of-measures', { rows: [{ ...unit('Box'), color: 'red' }] })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', field: '/rows/0/color' },
    });
    expect(await admin('PUT', 'unit-of-measures', { rows: [{ ...unit('Box'), decimals: '0' }] })).toMatchObject({
      status: 400,
      body: { field: '/rows/0/decimals' },
    });
    expect(await admin('PUT', 'unit-of-measures', { rows: [] })).toMatchObject({ status: 400 });
    expect(await admin('PUT', 'unit-of-measures', '{"rows":[')).toMatchObject({ status: 400, body: { code: 'request.malformed-json' } });
    expect(await admin('PUT', 'unit-of-measures', '['.repeat(1_000) + ']'.repeat(1_000))).toMatchObject({
      status: 400,
      body: { code: 'request.too-deep' },
    });
    expect(await admin('PUT', 'unit-of-measures', JSON.stringify({ rows: 'x'.repeat(2_097_152) }))).toMatchObject({ status: 413 });
    expect(await admin('GET', 'unit-of-measures?limit=0')).toMatchObject({ status: 400 });
    expect(await admin('GET', 'unit-of-measures?nothing=1')).toMatchObject({ status: 400 });
    expect(await admin('GET', 'nothing')).toMatchObject({ status: 404, body: { code: 'route.not-found' } });
  });

  describeWithData('naughty-strings/blns.json', 'every text', (file) => {
    it('comes back as it was given', async () => {
      const texts = (JSON.parse(readFileSync(file, 'utf8')) as string[]).filter((text) => text.length <= 200);
      expect(texts.length).toBeGreaterThan(400);
      const rows = texts.map((name, index) => unit(name, `n${String(index).padStart(4, '0')}`));
      expect((await admin('PUT', 'unit-of-measures', { rows })).status).toBe(200);
      const { body } = await admin('GET', 'unit-of-measures?limit=1000');
      expect((body as { rows: { unitId: string }[] }).rows.filter(({ unitId }) => /^n\d{4}$/.test(unitId))).toEqual(rows);
    });
  });
});

describe('a worker', () => {
  it('gets a new PIN as a verifier, never as digits', async () => {
    const before = await admin('GET', 'workers?channelId=101&workerId=1003');
    expect((await admin('POST', 'worker-pins', { channelId: '101', workerId: '1003', pin: '987654' })).status).toBe(204);
    const after = await admin('GET', 'workers?channelId=101&workerId=1003');
    expect(JSON.stringify(after.body)).toContain('argon2id$');
    expect(JSON.stringify(after.body)).not.toContain('987654');
    expect(after.body).not.toEqual(before.body);
    expect(await admin('POST', 'worker-pins', { channelId: '101', workerId: '1003', pin: 'abc' })).toMatchObject({
      status: 400,
      body: { code: 'worker.pin-malformed' },
    });
    expect(await admin('POST', 'worker-pins', { channelId: '101', workerId: '9', pin: '1234' })).toMatchObject({ status: 404 });
  });
});

describe('a channel database', () => {
  it('takes known channels of a known data group, each of them once', async () => {
    const put = (change: object) =>
      admin('PUT', 'channel-databases', {
        channelDatabaseId: 'second',
        dataGroupId: 'harbour',
        name: 'Second',
        channelIds: ['101'],
        ...change,
      });
    expect(await put({})).toMatchObject({ status: 409, body: { code: 'channel.taken' } });
    expect(await put({ channelIds: ['nowhere'] })).toMatchObject({ status: 404, body: { code: 'channel.unknown' } });
    expect(await put({ dataGroupId: 'nowhere' })).toMatchObject({ status: 404, body: { code: 'data-group.unknown' } });
    expect((await admin('GET', 'channel-databases')).body).toEqual({
      channelDatabases: [
        { channelDatabaseId: 'harbour', dataGroupId: 'harbour', name: 'Harbour Market stores', epoch: 0, channelIds: ['101', '102'] },
      ],
    });
    expect(await admin('POST', 'channel-databases/nowhere/loads', {})).toMatchObject({ status: 404 });
  });
});

describe('a gift card', () => {
  it('is given out once, and shown with what is held back', async () => {
    const card = { cardNumber: '6000000000000001', amount: '25.50', currency: 'EUR' };
    expect((await admin('POST', 'gift-cards', card)).status).toBe(204);
    expect(await admin('POST', 'gift-cards', card)).toMatchObject({ status: 409 });
    expect(await admin('POST', 'gift-cards', { ...card, cardNumber: '6000000000000002', amount: '25.505' })).toMatchObject({ status: 400 });
    expect((await admin('GET', 'gift-cards/6000000000000001')).body).toMatchObject({ balance: '25.50', reserved: '0.00', state: 'active' });
    expect((await admin('GET', 'gift-cards/6000000000000003')).status).toBe(404);
  });
});
