import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError, type Operation as OperationRecord } from '@app/kernel';
import { pino } from 'pino';
import request from 'supertest';
import { z } from 'zod';
import { AUTHENTICATORS, CurrentCaller, type AuthenticatedCaller, type Authenticators } from '../operations/caller';
import { Operation } from '../operations/operation.decorator';
import { OperationGuard } from '../operations/operation.guard';
import { createHttpApp } from './http-app';
import { PLATFORM_PROBLEMS } from './problem';
import { freeText } from './validation';

const open: OperationRecord = {
  id: 'note.write', summary: 'Writes a note.', caller: 'anonymous', permission: null, override: 'none', audit: null,
  connectivity: 'local', connector: 'local', deadlineMs: null, retry: 'safe', fallback: 'none', idempotency: 'none',
}; // prettier-ignore
const restricted: OperationRecord = { ...open, id: 'note.burn', caller: 'employee', permission: 'burn', idempotency: 'required' };

const note = z.strictObject({ text: freeText(100), lines: z.array(z.strictObject({ count: z.int() })).default([]) });

@Controller('notes')
class NotesController {
  @Post()
  @Operation(open)
  write(@Body({ schema: note }) body: z.output<typeof note>) {
    return body;
  }

  @Post('burn')
  @Operation(restricted)
  burn(@CurrentCaller() caller: AuthenticatedCaller) {
    return { kind: caller.kind };
  }

  @Get(':id')
  @Operation(open)
  read(@Param('id', { schema: z.string().max(5) }) id: string) {
    if (id === 'gone') throw new DomainError('note.gone', 'the note is gone', { noteId: id });
    if (id === 'fault') throw new Error('secret of the stack');
    return { id };
  }
}

const authenticators: Authenticators = {
  employee: {
    authenticate: ({ headers }) => {
      if (!headers.authorization) throw new DomainError('auth.required', 'who are you?');
      return { kind: 'employee', permissions: new Set(headers.authorization === 'boss' ? ['burn'] : []) };
    },
  },
};

@Module({ controllers: [NotesController], providers: [OperationGuard, { provide: AUTHENTICATORS, useValue: authenticators }] })
class NotesModule {}

@Controller('open')
class OpenController {
  @Get()
  forgotten() {}
}

@Module({ controllers: [OpenController], providers: [OperationGuard, { provide: AUTHENTICATORS, useValue: {} }] })
class ForgetfulModule {}

const options = { problems: { ...PLATFORM_PROBLEMS, 'note.gone': 409 }, log: pino({ level: 'silent' }) };

describe('an HTTP app', () => {
  let app: NestFastifyApplication;
  const post = (path = '/notes') => request(app.getHttpServer()).post(path).set('content-type', 'application/json');
  const nested = (depth: number) => `{"text":${'['.repeat(depth)}${']'.repeat(depth)}}`;

  beforeAll(async () => {
    app = await createHttpApp(NotesModule, options);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  it('answers with security headers and a correlation id, and keeps the caller’s id', async () => {
    const answer = await request(app.getHttpServer()).get('/notes/a').set('x-correlation-id', 'register-1-0001');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-correlation-id': 'register-1-0001',
    });
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it.each([
    ['malformed JSON', '{"text":', 400, 'request.malformed-json', undefined],
    ['an empty body', '', 400, 'request.malformed-json', undefined],
    ['half a character', '{"text":"\\ud800"}', 400, 'request.malformed-json', undefined],
    ['deep nesting', nested(40), 400, 'request.too-deep', undefined],
    ['very deep nesting', nested(200_000), 400, 'request.too-deep', undefined],
    ['a poisoned prototype', '{"text":"a","__proto__":{"x":1}}', 400, 'request.malformed-json', undefined],
    ['two mebibytes', JSON.stringify({ text: 'x'.repeat(2_097_152) }), 413, 'request.too-large', undefined],
    ['a wrong type', '{"text":1}', 400, 'request.invalid', '/text'],
    ['an unknown field', '{"text":"a","colour":"red"}', 400, 'request.invalid', '/colour'],
    ['a wrong type far down', '{"text":"a","lines":[{"count":1},{"count":"2"}]}', 400, 'request.invalid', '/lines/1/count'],
    ['a card number', '{"text":"card 4111 1111 1111 1111"}', 422, 'request.card-number', '/text'],
  ])('refuses %s', async (_, body, status, code, field) => {
    const answer = await post().send(body);
    expect(answer.body).toMatchObject({ status, code, retryable: false, correlationId: expect.any(String) });
    expect(answer.body.field).toBe(field);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('refuses bytes that are not UTF-8', async () => {
    const payload = Buffer.from('{"text":"\xff"}', 'latin1');
    const answer = await app.inject({ method: 'POST', url: '/notes', headers: { 'content-type': 'application/json' }, payload });
    expect(answer.json()).toMatchObject({ status: 400, code: 'request.malformed-json' });
  });

  it('takes text as it is, whole surrogate pairs and escapes among it', async () => {
    const text = '𝒳 \\ud800 "\u0001"';
    expect((await post().send(JSON.stringify({ text }))).body.text).toBe(text);
    expect((await post().send('{"text":"\\ud835\\udcb3"}')).body.text).toBe('𝒳');
  });

  it('refuses other media types, unknown routes and unreadable addresses in the same form', async () => {
    expect((await post().set('content-type', 'text/plain').send('x')).body).toMatchObject({ status: 415, code: 'request.media-type' });
    expect((await request(app.getHttpServer()).get('/nowhere')).body).toMatchObject({ status: 404, code: 'route.not-found' });
    expect((await request(app.getHttpServer()).get('/notes/%zz')).body).toMatchObject({ status: 400, code: 'request.malformed' });
    expect((await request(app.getHttpServer()).get(`/notes/${'x'.repeat(300)}`)).body.status).toBeLessThan(500);
    expect((await request(app.getHttpServer()).get('/notes/toolong')).body).toMatchObject({ status: 400, field: '/id' });
  });

  it('translates a code by the table, and shows nothing of our own faults', async () => {
    expect((await request(app.getHttpServer()).get('/notes/gone')).body).toMatchObject({
      status: 409,
      code: 'note.gone',
      parameters: { noteId: 'gone' },
    });
    const fault = await request(app.getHttpServer()).get('/notes/fault');
    expect(fault.body).toMatchObject({ status: 500, code: 'internal.unexpected' });
    expect(fault.text).not.toContain('secret');
  });

  it('admits whom the operation names, with the permission and the key it requires', async () => {
    expect((await post('/notes/burn').send('{}')).body).toMatchObject({ status: 401, code: 'auth.required' });
    expect((await post('/notes/burn').set('authorization', 'clerk').send('{}')).body).toMatchObject({
      status: 403,
      code: 'auth.not-permitted',
    });
    expect((await post('/notes/burn').set('authorization', 'boss').send('{}')).body).toMatchObject({
      status: 400,
      code: 'idempotency.key-required',
    });
    const admitted = await post('/notes/burn').set('authorization', 'boss').set('idempotency-key', 'k1').send('{}');
    expect(admitted.body).toEqual({ kind: 'employee' });
  });

  it('does not start when a route has no operation', async () => {
    await expect(createHttpApp(ForgetfulModule, options)).rejects.toThrow(/GET \/open \(OpenController.forgotten\)/);
  });
});
