import { Body, Controller, createParamDecorator, Get, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Operation as OperationRecord } from '@app/kernel';
import { z } from 'zod';
import { Operation } from '../operations/operation.decorator';
import { Answers } from './answers.decorator';
import { generateOpenApi } from './generate-openapi';
import { readsHeader } from './reads-header.decorator';

const sell: OperationRecord = {
  id: 'cart.sell', summary: 'Sells.', caller: 'employee', permission: 'sell', override: 'none', audit: null,
  connectivity: 'local', connector: 'local', deadlineMs: null, retry: 'safe', fallback: 'none', idempotency: 'required',
}; // prettier-ignore
const price = z.codec(z.string().max(24), z.number(), { decode: Number, encode: String });
const line = z.strictObject({ price, note: z.string().max(5).optional() });
const Seen = createParamDecorator(() => null, [readsHeader({ name: 'If-Match', required: true })]);
const cart = z.object({ lines: z.array(line), kind: z.literal('cart') }).meta({ id: 'Cart' });

@Controller('api/v1/carts')
class CartsController {
  @Post(':id/lines')
  @Operation(sell)
  @Answers(201, 'The cart.', cart)
  add(
    @Param('id', { schema: z.string().max(40) }) _id: string,
    @Seen() _seen: unknown,
    @Body({ schema: line }) _body: z.output<typeof line>,
  ) {}

  @Get()
  @Operation({ ...sell, caller: 'device', idempotency: 'none' })
  @Answers(200, 'Carts.', z.object({ carts: z.array(cart) }))
  list(@Query({ schema: z.strictObject({ limit: z.coerce.number().int().max(100).optional() }) }) _query: object) {}
}

@Controller('api/v1/papers')
class PapersController {
  @Get()
  @Operation(sell)
  @Answers(200, 'One cart per line.', z.object({ kind: z.literal('cart') }).meta({ id: 'CartLine' }), 'application/x-ndjson')
  read() {}
}

@Controller('management/v1/status')
class StatusController {
  @Get()
  @Operation(sell)
  read() {}
}

@Module({ controllers: [CartsController, PapersController, StatusController] })
class ShopModule {}

describe('the OpenAPI document', () => {
  it('comes from the schemas, the answers and the operations of the routes', async () => {
    const app = await NestFactory.create(ShopModule, new FastifyAdapter(), { logger: false });
    const includes = (path: string) => path.startsWith('/api/');
    const document = JSON.parse(generateOpenApi(app, { title: 'Shop', description: '', version: '1', includes }));
    await app.close();

    expect(Object.keys(document.paths)).toEqual(['/api/v1/carts', '/api/v1/carts/{id}/lines', '/api/v1/papers']);
    expect(Object.keys(document.components.schemas)).toEqual(['Cart', 'CartLine', 'Problem']);
    const add = document.paths['/api/v1/carts/{id}/lines'].post;
    expect(add).toMatchObject({
      operationId: 'Carts_add',
      security: [{ bearer: [], session: [] }],
      'x-operation': { id: 'cart.sell', permission: 'sell' },
      responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Cart' } } } } },
    });
    const body = add.requestBody.content['application/json'].schema;
    expect(body).toMatchObject({ additionalProperties: false, required: ['price'], properties: { price: { type: 'string' } } });
    expect(add.parameters).toMatchObject([{ name: 'id' }, { name: 'Idempotency-Key' }, { name: 'If-Match', required: true }]);
    const lines = document.paths['/api/v1/papers'].get.responses[200].content['application/x-ndjson'];
    expect(lines).toEqual({ schema: { $ref: '#/components/schemas/CartLine' } });
    expect(document.paths['/api/v1/carts'].get.parameters[0]).toMatchObject({ name: 'limit', in: 'query', required: false });
  });
});
