import { newId } from '@app/kernel';
import { MILK } from '@app/testing';
import { HostileCaller, nameOf, type RawAnswer } from './support/hostile-caller';
import { changedAt, leavesOf, pointerTo } from './support/leaves';
import { resolved, type Json } from './support/sample';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

let caller: HostileCaller;
beforeAll(async () => {
  caller = await HostileCaller.open();
});
afterAll(() => caller.unit.close());

function refusal({ status, body }: RawAnswer) {
  return { status, code: body?.['code'], field: body?.['field'] };
}

describe('every route with a body', () => {
  it.each([
    ['malformed JSON', '{"a":', 400, 'request.malformed-json'],
    ['an empty body', '', 400, 'request.malformed-json'],
    ['a poisoned prototype', '{"__proto__":{"a":1}}', 400, 'request.malformed-json'],
    ['deep nesting', `${'['.repeat(40)}${']'.repeat(40)}`, 400, 'request.too-deep'],
    ['two mebibytes', JSON.stringify({ text: 'x'.repeat(2_097_152) }), 413, 'request.too-large'],
    ['a list', '[]', 400, 'request.invalid'],
    ['a text', '"text"', 400, 'request.invalid'],
    ['null', 'null', 400, 'request.invalid'],
  ])('refuses %s', async (_, payload, status, code) => {
    for (const route of caller.routesWithBody) {
      const answer = await caller.send(route, { payload });
      expect({ route: nameOf(route), status: answer.status, code: answer.body?.['code'] }).toEqual({ route: nameOf(route), status, code });
    }
  });

  it('refuses an unknown field and names it', async () => {
    for (const route of caller.routesWithBody) {
      const answer = await caller.send(route, { payload: JSON.stringify({ ...caller.bodyOf(route), colour: 'red' }) });
      expect({ route: nameOf(route), ...refusal(answer) }).toEqual({
        route: nameOf(route),
        status: 400,
        code: 'request.invalid',
        field: '/colour',
      });
    }
  });

  it('refuses the wrong type in every field and names the field', async () => {
    for (const route of caller.routesWithBody) {
      for (const { path, schema } of leavesOf(route.body ?? {}, caller.bodyOf(route), caller.api.components)) {
        const wrong: Json = schema.type === 'string' || schema.enum ? 7 : 'seven';
        const answer = await caller.send(route, { payload: JSON.stringify(changedAt(caller.bodyOf(route), path, wrong)) });
        expect({ route: nameOf(route), ...refusal(answer) }).toEqual({
          route: nameOf(route),
          status: 400,
          code: 'request.invalid',
          field: pointerTo(path),
        });
      }
    }
  });

  it('closes every object of its schema, so that no field slips in', () => {
    const open = caller.routesWithBody.flatMap((route) => {
      const schema = resolved(route.body ?? {}, caller.api.components);
      return schema.type === 'object' && schema.additionalProperties !== false ? [nameOf(route)] : [];
    });
    expect(open).toEqual([]);
  });
});

describe('card numbers', () => {
  const CARDS = ['4111111111111111', '5500 0000 0000 0004', 'card 3782-822463-10005 please'];

  it('are refused in every free text, by name of the field', async () => {
    let fields = 0;
    for (const route of caller.routesWithBody) {
      for (const { path, schema } of leavesOf(route.body ?? {}, caller.bodyOf(route), caller.api.components)) {
        if (!('x-free-text' in schema)) continue;
        fields += 1;
        for (const card of CARDS) {
          const answer = await caller.send(route, { payload: JSON.stringify(changedAt(caller.bodyOf(route), path, card)) });
          expect({ route: nameOf(route), ...refusal(answer) }).toEqual({
            route: nameOf(route),
            status: 422,
            code: 'request.card-number',
            field: pointerTo(path),
          });
        }
      }
    }
    expect(fields).toBeGreaterThan(4);
  });
});

describe('afterwards', () => {
  it('the unit still sells', async () => {
    const till = await caller.unit.register('r2');
    expect((await till.post('/api/v1/shifts', { shiftId: newId(), float: '10.00' })).status).toBe(201);
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }];
    const sale = await till.post('/api/v1/sales', { transactionId: newId(), lines: [{ lineId: newId(), barcode: MILK }], tenders });
    expect(sale).toMatchObject({ status: 201, body: { gross: '6.93' } });
    expect((await caller.unit.call({ method: 'GET', path: '/readyz' })).status).toBe(200);
  });
});
