import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { freePorts } from './ports';

describe('ports of a simulated store', () => {
  it('lie below those the kernel gives to outgoing connections', async () => {
    const [first = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split('\t').map(Number);
    expect(Math.max(...(await freePorts(5)))).toBeLessThan(first);
  });

  it('are never those of an earlier call, though nobody took them yet', async () => {
    const both = [...(await freePorts(5)), ...(await freePorts(5))];
    expect(new Set(both).size).toBe(10);
  });

  it('are none that somebody listens on', async () => {
    const [last = 0] = await freePorts(1);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(last + 1, '127.0.0.1', resolve));
    expect(await freePorts(1)).toEqual([last + 2]);
    await new Promise((resolve) => server.close(resolve));
  });
});
