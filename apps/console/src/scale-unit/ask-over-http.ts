import { request } from 'node:http';
import { request as requestOverTls } from 'node:https';

interface Call {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly deadlineMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** Undefined when it is no JSON. */
  readonly json: unknown;
}

/** One call with Node's own client: `fetch` would bring 4 MiB into a process that has to stay small. */
export function askOverHttp(url: string, { method, headers, body = '', deadlineMs }: Call): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const ask = url.startsWith('https:') ? requestOverTls : request;
    const call = ask(url, { method, headers, signal: AbortSignal.timeout(deadlineMs) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(answerOf(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))));
    });
    call.on('error', reject);
    call.end(body);
  });
}

const answerOf = (status: number, text: string): HttpAnswer => ({ status, text, json: jsonIn(text) });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
