import { request } from 'node:http';
import { request as requestOverTls } from 'node:https';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** From asking to the last byte. */
  readonly tookMs: number;
}

const DEADLINE_MS = 5_000;
const MOST_BYTES = 16 * 1024 * 1024;

/** Asks a server of this box from outside: over a new connection each time, as somebody who knows nothing of it. */
export class Caller {
  constructor(
    private readonly baseUrl: string,
    /** PEM of the authority to trust, for https. */
    private readonly authority: () => string | undefined = () => undefined,
  ) {}

  ask({ method = 'GET', path, body, headers = {} }: Call): Promise<Answer> {
    const url = new URL(path, this.baseUrl);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    const options = { method, headers: { ...type, ...headers }, agent: false as const, signal: AbortSignal.timeout(DEADLINE_MS) };
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const call =
        url.protocol === 'https:'
          ? requestOverTls(url, { ...options, ca: this.authority(), servername: 'localhost' })
          : request(url, options);
      call.on('error', reject);
      call.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > MOST_BYTES) call.destroy(new Error('the answer does not end'));
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
            tookMs: performance.now() - began,
          }),
        );
      });
      call.end(payload);
    });
  }
}
