import { once } from 'node:events';
import { Agent, get, Server, type IncomingMessage } from 'node:http';
import { Controller, Get, Module } from '@nestjs/common';
import type { Operation as OperationRecord } from '@app/kernel';
import { pino } from 'pino';
import { Operation } from '../operations/operation.decorator';
import { OperationGuard } from '../operations/operation.guard';
import { AUTHENTICATORS } from '../operations/caller';
import { createHttpApp } from './http-app';
import { openDoors } from './doors';
import { PLATFORM_PROBLEMS } from './problem';

const open: OperationRecord = {
  id: 'sale.slow', summary: 'Takes its time.', caller: 'anonymous', permission: null, override: 'none', audit: null,
  connectivity: 'local', connector: 'local', deadlineMs: null, retry: 'safe', fallback: 'none', idempotency: 'none',
}; // prettier-ignore

const [asked, mayAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];

@Controller('slow')
class SlowController {
  @Get()
  @Operation(open)
  async read() {
    asked.resolve();
    await mayAnswer.promise;
    return { sold: true };
  }
}

@Module({ controllers: [SlowController], providers: [OperationGuard, { provide: AUTHENTICATORS, useValue: {} }] })
class SlowModule {}

it('lets answers under way finish when it closes, and cuts nobody for it who keeps the connection', async () => {
  const cut = jest.spyOn(Server.prototype, 'closeAllConnections');
  const app = await createHttpApp(SlowModule, { problems: PLATFORM_PROBLEMS, log: pino({ level: 'silent' }) });
  const [door] = await openDoors(app, [{ name: 'loopback', host: '127.0.0.1', port: 0 }]);
  const agent = new Agent({ keepAlive: true });
  const answered = once(get({ port: door!.port, path: '/slow', agent }), 'response') as Promise<[IncomingMessage]>;
  await asked.promise;
  const closed = app.close();
  mayAnswer.resolve();
  const [response] = await answered;
  response.resume();
  await closed;
  expect(response.statusCode).toBe(200);
  expect(cut).not.toHaveBeenCalled();
  agent.destroy();
});
