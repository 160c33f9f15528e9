import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { cpuMsOf } from './processes.mjs';

const never = new Promise(() => undefined);

/**
 * A closed loop: each client asks, waits for the answer and asks again, on a connection of its own, for a bounded time or until a promise
 * is kept. `operation(connection, client)` is one operation, of one request or several. With `everyMs` a client begins one that often
 * instead, the clients one after the other.
 */
export async function drive(side, { clients, forMs = Infinity, until = never, everyMs = 0, operation }) {
  const connections = Array.from({ length: clients }, () => connect(side.url));
  const latencies = [];
  const cpuBefore = cpuMsOf(side.pid);
  const began = performance.now();
  let isOver = false;
  const end = until.finally(() => (isOver = true));
  await Promise.all([
    forMs === Infinity ? end : undefined,
    ...connections.map(async (connection, client) => {
      await sleep((client * everyMs) / clients);
      while (!isOver && performance.now() - began < forMs) {
        const at = performance.now();
        await operation(connection, client);
        latencies.push(performance.now() - at);
        if (everyMs > 0) await sleep(Math.max(0, at + everyMs - performance.now()));
      }
    }),
  ]);
  const seconds = (performance.now() - began) / 1000;
  const cpuMs = cpuMsOf(side.pid) - cpuBefore;
  await Promise.all(connections.map((connection) => connection.close()));
  return {
    perSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuMsPerOperation: cpuMs / latencies.length,
  };
}

/** One keep-alive connection that speaks JSON and takes nothing but success for an answer. */
export function connect(url) {
  const client = new Client(url, { pipelining: 1 });
  return {
    close: () => client.close(),
    async request(method, path, body, headers = {}) {
      const withBody =
        body === undefined ? {} : { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
      const answer = await client.request({ method, path, headers, ...withBody });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 400)}`);
      return { headers: answer.headers, body: JSON.parse(text) };
    },
  };
}

function percentile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
