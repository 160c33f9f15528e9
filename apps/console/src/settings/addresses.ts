import { hostname, networkInterfaces } from 'node:os';

/** Under which a device in the store reaches a port of this machine: by its addresses first, which always work, then by its name. */
export function lanAddresses(port: number): string[] {
  const found = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const lan = found.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
  return [...lan, hostname().toLowerCase()].map((host) => `https://${host}:${port}`);
}
