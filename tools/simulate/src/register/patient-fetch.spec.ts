import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Random } from '../random';
import { NoAnswer, patientFetch, type LineCounters } from './patient-fetch';

type Reply = 'cut' | 'silence' | { status: number; headers?: Record<string, string> };
let server: Server;
let seen: { headers: IncomingHttpHeaders; body: string }[];
let replies: Reply[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ headers: request.headers, body });
      const reply = replies.shift() ?? { status: 200 };
      if (reply === 'cut') response.destroy();
      else if (reply !== 'silence') response.writeHead(reply.status, reply.headers).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (patience = { forMs: 2_000, answerMs: 200 }) => {
  const counters: LineCounters = { retries: 0, longestGapMs: 0 };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sales`;
  const request = new Request(url, { method: 'POST', body: '{"a":1}', headers: { 'idempotency-key': 'k1' } });
  return { counters, answer: patientFetch(patience, new Random(1), counters)(request) };
};

it('asks the same again, with the same key, until there is an answer', async () => {
  replies = ['cut', { status: 503 }, 'silence', { status: 409, headers: { 'retry-after': '1' } }, { status: 201 }];
  const { answer, counters } = ask();
  expect((await answer).status).toBe(201);
  expect(counters.retries).toBe(4);
  expect(seen).toHaveLength(5);
  for (const request of seen) expect(request).toMatchObject({ body: '{"a":1}', headers: { 'idempotency-key': 'k1' } });
});

it.each([400, 409, 412, 422, 500])('takes %i for an answer', async (status) => {
  replies = [{ status }];
  expect((await ask().answer).status).toBe(status);
});

it('says that nobody knows when it gave up', async () => {
  replies = ['silence', 'silence', 'silence', 'silence'];
  await expect(ask({ forMs: 200, answerMs: 60 }).answer).rejects.toThrow(NoAnswer);
});
