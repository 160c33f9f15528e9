import { breakingChanges } from './api-breaking.mjs';

type Json = Record<string, unknown>;

/** An API of one operation that takes and gives these. */
function api({
  request = {},
  answer = {},
  operation = {},
  schemas = {},
}: {
  request?: Json;
  answer?: Json;
  operation?: Json;
  schemas?: Json;
}) {
  return {
    openapi: '3.0.0',
    paths: {
      '/carts': {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', ...request } } } },
          responses: { 200: { content: { 'application/json': { schema: { type: 'object', ...answer } } } } },
          ...operation,
        },
      },
    },
    components: { schemas },
  };
}

const text = { type: 'string' };
const query = (required: boolean) => ({ parameters: [{ in: 'query', name: 'limit', required, schema: text }] });
const props = (properties: Json, required: string[] = []) => ({ properties, required });

it.each([
  ['an operation removed', api({}), { paths: {} }, 'POST /carts: removed'],
  ['a new required parameter', api({}), api({ operation: query(true) }), 'POST /carts: parameter query limit is required now'],
  ['a parameter removed', api({ operation: query(false) }), api({}), 'POST /carts: parameter query limit removed'],
  ['a credential', api({}), api({ operation: { security: [{ device: [] }] } }), 'POST /carts: needs a credential now'],
  ['a new required field', api({}), api({ request: props({ a: text }, ['a']) }), 'POST /carts body.a: is required now'],
  ['a field the request loses', api({ request: props({ a: text }) }), api({}), 'POST /carts body.a: removed'],
  [
    'a narrower type',
    api({ request: props({ a: {} }) }),
    api({ request: props({ a: text }) }),
    'POST /carts body.a: type any became string',
  ],
  [
    'a shorter text',
    api({ request: props({ a: { ...text, maxLength: 9 } }) }),
    api({ request: props({ a: { ...text, maxLength: 8 } }) }),
    'POST /carts body.a: maxLength fell to 8',
  ],
  [
    'a value no longer taken',
    api({ request: props({ a: { enum: ['x', 'y'] } }) }),
    api({ request: props({ a: { enum: ['x'] } }) }),
    'POST /carts body.a: no longer takes y',
  ],
  ['a field the answer loses', api({ answer: props({ a: text }, ['a']) }), api({}), 'POST /carts answer 200.a: removed'],
  [
    'a field no longer always there',
    api({ answer: props({ a: text }, ['a']) }),
    api({ answer: props({ a: text }) }),
    'POST /carts answer 200.a: is no longer always there',
  ],
  [
    'an answer that may be null',
    api({ answer: props({ a: text }) }),
    api({ answer: props({ a: { ...text, nullable: true } }) }),
    'POST /carts answer 200.a: type string became string or null',
  ],
  [
    'a change behind a reference that refers to itself',
    api({
      answer: { $ref: '#/components/schemas/Node' },
      schemas: { Node: props({ child: { $ref: '#/components/schemas/Node' }, a: text }) },
    }),
    api({ answer: { $ref: '#/components/schemas/Node' }, schemas: { Node: props({ child: { $ref: '#/components/schemas/Node' } }) } }),
    'POST /carts answer 200.a: removed',
  ],
  [
    'a kind of request no longer taken',
    api({ request: { oneOf: [props({ kind: { const: 'cash' } }), props({ kind: { const: 'card' } })] } }),
    api({ request: { oneOf: [props({ kind: { const: 'cash' } })] } }),
    'POST /carts body: no longer takes kind=card',
  ],
])('names %s', (_what, before, after, line) => {
  expect(breakingChanges(before, after)).toEqual([line]);
});

it.each([
  ['a new operation', { paths: {} }, api({})],
  ['a new optional parameter', api({}), api({ operation: query(false) })],
  ['a new optional field', api({}), api({ request: props({ a: text }) })],
  ['a field no longer required', api({ request: props({ a: text }, ['a']) }), api({ request: props({ a: text }) })],
  ['a new field of the answer', api({}), api({ answer: props({ a: text }, ['a']) })],
  ['a new value in an answer', api({ answer: props({ a: { enum: ['x'] } }) }), api({ answer: props({ a: { enum: ['x', 'y'] } }) })],
  ['a whole number for a number', api({ answer: props({ a: { type: 'number' } }) }), api({ answer: props({ a: { type: 'integer' } }) })],
])('lets %s pass', (_what, before, after) => {
  expect(breakingChanges(before, after)).toEqual([]);
});
