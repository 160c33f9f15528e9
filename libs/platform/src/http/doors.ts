import { createServer as createPlainServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CertificateSource } from '../tls/certificate-source';

/** An address on which an app answers. Several doors lead to one app; what is behind a door depends on its name. */
export interface Door {
  readonly name: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Absent for plain HTTP, which is for loopback only. */
  readonly tls?: CertificateSource;
}

export interface OpenDoor {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

const DOOR = Symbol('door');
type MarkedRequest = IncomingMessage & { [DOOR]?: string };

/** Through which door a request came; undefined in tests that call the app without one. */
export const doorOf = (request: IncomingMessage): string | undefined => (request as MarkedRequest)[DOOR];

/** A slow or silent client holds a socket for this long at most. */
const TIMEOUTS_MS = { headers: 10_000, request: 30_000, keepAlive: 72_000 } as const;
/** What is still answering when the app closes gets this long. */
const GRACE_MS = 2_000;
const LOOK_EVERY_MS = 20;

/** Opens every door, or none: a port that is taken fails the start. More may be opened later. */
export async function openDoors(app: NestFastifyApplication, doors: readonly Door[]): Promise<OpenDoor[]> {
  await app.init();
  const instance = app.getHttpAdapter().getInstance();
  await instance.ready();
  const servers = serversOf(app);
  const open: OpenDoor[] = [];
  for (const door of doors) {
    const server = serverFor(door, (request, response) => instance.routing(request, response));
    servers.push(server);
    open.push({ name: door.name, host: door.host, port: await listen(server, door) });
  }
  return open;
}

type Handler = (request: IncomingMessage, response: import('node:http').ServerResponse) => void;

function serverFor(door: Door, handle: Handler): Server {
  const marked: Handler = (request, response) => {
    (request as MarkedRequest)[DOOR] = door.name;
    handle(request, response);
  };
  const timeouts = {
    headersTimeout: TIMEOUTS_MS.headers,
    requestTimeout: TIMEOUTS_MS.request,
    keepAliveTimeout: TIMEOUTS_MS.keepAlive,
    connectionsCheckingInterval: 5_000,
  };
  if (!door.tls) return createPlainServer(timeouts, marked);
  const server = createTlsServer({ ...timeouts, ...door.tls.current(), minVersion: 'TLSv1.2' }, marked);
  door.tls.onChange((context) => server.setSecureContext(context));
  return server;
}

function listen(server: Server, { host, port }: Door): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

const SERVERS = new WeakMap<NestFastifyApplication, Server[]>();

/** The servers of an app so far. When it closes they stop listening first, let answers that began finish, then cut what is left. */
function serversOf(app: NestFastifyApplication): Server[] {
  const known = SERVERS.get(app);
  if (known) return known;
  const servers: Server[] = [];
  SERVERS.set(app, servers);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preClose', async () => {
      await Promise.all(servers.map(closeServer));
    });
  return servers;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    // What has its answer only now would keep its connection for a next question.
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
