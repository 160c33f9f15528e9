import { createServer } from 'node:net';

/** Fails with one sentence that names every port somebody else uses. */
export async function requireFreePorts(ports) {
  const taken = [];
  for (const [name, port] of Object.entries(ports)) if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length === 0) return;
  const [are, them] = taken.length === 1 ? ['This port is', 'it'] : ['These ports are', 'them'];
  throw new Error(
    `${are} in use: ${taken.join(', ')}. Stop what uses ${them}, or choose another by setting, such as UNIT_PORT=8380 npm start.`,
  );
}

function isFree(port) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '0.0.0.0', () => server.close(() => done(true)));
  });
}
