import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectPlain } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { tokenOf, type OutboundOptions } from './dispatcher';

export interface TunnelOptions extends Pick<OutboundOptions, 'proxy' | 'proxyCredentials'> {
  readonly timeoutMs: number;
}

/** A TLS connection whose certificate nobody has looked at yet: the caller must. Through the proxy where one is set. */
export async function openTls(url: URL, options: TunnelOptions): Promise<TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || 443);
  const socket = options.proxy ? await tunnel(options.proxy, `${url.hostname}:${port}`, options) : connectPlain({ host, port });
  return new Promise((resolve, reject) => {
    const secure = connect({ socket, servername: isIP(host) ? undefined : host, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
    const timer = setTimeout(() => secure.destroy(new Error('no answer in time')), options.timeoutMs);
    secure.once('secureConnect', () => {
      clearTimeout(timer);
      secure.off('error', reject);
      resolve(secure);
    });
    secure.once('error', reject);
    socket.once('error', reject);
  });
}

function tunnel(proxy: string, target: string, { proxyCredentials, timeoutMs }: TunnelOptions): Promise<Socket> {
  const { hostname, port } = new URL(proxy);
  const authorization = tokenOf(proxyCredentials);
  return new Promise((resolve, reject) => {
    request({
      host: hostname,
      port: Number(port || 80),
      method: 'CONNECT',
      path: target,
      timeout: timeoutMs,
      headers: { host: target, ...(authorization && { 'proxy-authorization': authorization }) },
    })
      .once('connect', (answer, socket: Socket) => {
        if (answer.statusCode === 200) resolve(socket);
        else reject(new Error(`the proxy answered ${answer.statusCode}`));
      })
      .once('timeout', () => reject(new Error('the proxy does not answer')))
      .once('error', reject)
      .end();
  });
}
