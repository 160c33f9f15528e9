import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Line } from './line';

let server: Server;
let line: Line;
let heard = 0;

beforeEach(async () => {
  heard = 0;
  server = createServer((_, response) => {
    heard += 1;
    response.end('answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  line = await Line.to(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await line.close();
  server.closeAllConnections();
  server.close();
});

const ask = async () => (await fetch(`http://127.0.0.1:${line.port}/`, { signal: AbortSignal.timeout(2_000) })).text();

it('passes requests and answers on', async () => {
  expect(await ask()).toBe('answer');
});

it('is dead while cut and works again afterwards', async () => {
  await ask();
  line.cut();
  await expect(ask()).rejects.toThrow();
  line.restore();
  expect(await ask()).toBe('answer');
  expect(heard).toBe(2);
});

it.each(['holdAnswers', 'holdRequests'] as const)('%s: nothing comes back until it is restored', async (hold) => {
  await ask();
  line[hold]();
  const held = ask();
  await sleep(100);
  expect(heard).toBe(hold === 'holdAnswers' ? 2 : 1);
  line.restore();
  expect(await held).toBe('answer');
  expect(heard).toBe(2);
});

it('loses held answers with a cut', async () => {
  line.holdAnswers();
  const held = ask();
  held.catch(() => undefined);
  await sleep(100);
  line.cut();
  await expect(held).rejects.toThrow();
  expect(heard).toBe(1);
});
