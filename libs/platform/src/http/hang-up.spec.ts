import { once } from 'node:events';
import { request as ask, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Body, Controller, Get, Module, Post, StreamableFile } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Operation as OperationRecord } from '@app/kernel';
import { pino } from 'pino';
import { z } from 'zod';
import { AUTHENTICATORS } from '../operations/caller';
import { Operation } from '../operations/operation.decorator';
import { OperationGuard } from '../operations/operation.guard';
import { createHttpApp } from './http-app';
import { PLATFORM_PROBLEMS } from './problem';

const open: OperationRecord = {
  id: 'list.read', summary: 'Reads a list.', caller: 'anonymous', permission: null, override: 'none', audit: null,
  connectivity: 'local', connector: 'local', deadlineMs: null, retry: 'safe', fallback: 'none', idempotency: 'none',
}; // prettier-ignore

async function* withoutEnd(): AsyncGenerator<Buffer> {
  for (;;) {
    await pause(1);
    yield Buffer.alloc(65_536);
  }
}

@Controller('lists')
class ListsController {
  @Get('file')
  @Operation(open)
  file() {
    return new StreamableFile(Readable.from(withoutEnd()));
  }

  @Get('stream')
  @Operation(open)
  stream() {
    return Readable.from(withoutEnd(), { objectMode: false });
  }

  @Post()
  @Operation(open)
  write(@Body({ schema: z.object({}) }) body: object) {
    return body;
  }
}

@Module({ controllers: [ListsController], providers: [OperationGuard, { provide: AUTHENTICATORS, useValue: {} }] })
class ListsModule {}

describe('a client that hangs up', () => {
  const lines: string[] = [];
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
    app = await createHttpApp(ListsModule, { problems: PLATFORM_PROBLEMS, log });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const failures = () => lines.filter((line) => (JSON.parse(line) as { level: number }).level >= pino.levels.values['warn']!);
  const to = (path: string, method = 'GET'): ClientRequest =>
    ask({ port: (app.getHttpServer().address() as AddressInfo).port, host: '127.0.0.1', path, method, headers: method === 'POST' ? { 'content-type': 'application/json', 'content-length': 100 } : {} }); // prettier-ignore

  async function hungUp(call: ClientRequest): Promise<void> {
    call.destroy();
    await new Promise((resolve) => call.once('close', resolve));
    await pause(100);
  }

  it.each(['/lists/file', '/lists/stream'])('in the middle of an answer is no failure of ours: %s', async (path) => {
    const call = to(path).end();
    const [answer] = (await once(call, 'response')) as [Readable];
    await once(answer, 'data');
    answer.on('error', () => undefined);
    await hungUp(call);
    expect(failures()).toEqual([]);
  });

  it('in the middle of a question is no failure of ours', async () => {
    const call = to('/lists', 'POST');
    call.on('error', () => undefined);
    call.write('{');
    await pause(50);
    await hungUp(call);
    expect(lines.join('')).toContain('"code":"request.cut-off"');
    expect(failures()).toEqual([]);
  });
});
