import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const LOWEST = 10_000;
/** The kernel gives ports from here on to whoever connects: one that was given up can be gone when it is taken again. */
const EPHEMERAL = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split('\t')[0]);
const PORTS_PER_PROCESS = 100;
const SHARES = Math.floor((EPHEMERAL - LOWEST) / PORTS_PER_PROCESS);
const share = LOWEST + (process.pid % SHARES) * PORTS_PER_PROCESS;
let asked = 0;

/**
 * Ports nobody has now and no outgoing connection takes. Each process looks in a share of its own and goes on from port to port,
 * so that neither two processes nor two calls get the same one.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let left = PORTS_PER_PROCESS; left > 0 && ports.size < count; left--) {
    const port = share + (asked++ % PORTS_PER_PROCESS);
    if (await isFree(port)) ports.add(port);
  }
  if (ports.size < count) throw new Error(`fewer than ${count} ports are free from ${share} on`);
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
