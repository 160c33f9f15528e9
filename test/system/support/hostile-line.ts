import { createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../../tools/simulate/src/random';

export const TRICKS = [
  'drop-before', 'drop-after', 'cut-request', 'cut-answer', 'twice', 'once-more', 'delay', 'server-error', 'garbage', 'too-short', 'too-long',
  'portal', 'portal-redirect',
] as const; // prettier-ignore
/** What the line does to one request; without one it passes it on. */
export type Trick = (typeof TRICKS)[number];

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
type Play = (asked: Asked, response: ServerResponse) => Promise<void>;

const LONGEST_DELAY_MS = 60;
const PORTAL = '<!doctype html><title>Guest network</title><form action="/accept"><button>Accept the terms</button></form>';

/**
 * A line between a box and headquarters that loses, cuts, doubles, delays and replaces what goes over it. It ends the TLS of
 * headquarters, so that it may meddle with every byte; what protects the exchange then is signatures and digests alone.
 */
export class HostileLine {
  readonly played = new Map<Trick, number>();
  /** Part of the requests that something is done to; 0 is a line that works. */
  hostility = 0;
  private readonly server = createServer((asked, response) => void this.pass(asked, response));
  private bag: Trick[] = [];
  private readonly plays: Readonly<Record<Trick, Play>>;

  private constructor(
    private readonly target: { readonly url: string; readonly authority: string },
    private readonly random: Random,
  ) {
    this.plays = this.allPlays();
  }

  static async to(target: { readonly url: string; readonly authority: string }, random: Random): Promise<HostileLine> {
    const line = new HostileLine(target, random);
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const trick = this.random.chance(this.hostility) ? this.draw() : undefined;
    try {
      const asked = { method, path, headers, body: await buffer(incoming) };
      if (trick) this.played.set(trick, (this.played.get(trick) ?? 0) + 1);
      await (trick ? this.plays[trick](asked, response) : this.answer(asked, response));
    } catch {
      response.destroy(); // the other side went away, as it may on any line
    }
  }

  /** Every trick once before one comes again, in an order that differs each time. */
  private draw(): Trick {
    if (this.bag.length === 0) this.bag = [...TRICKS];
    return this.bag.splice(this.random.between(0, this.bag.length - 1), 1)[0]!;
  }

  private allPlays(): Record<Trick, Play> {
    const instead =
      (status: number, text: string, headers: Record<string, string> = {}): Play =>
      async (_, response) =>
        void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text);
    return {
      'drop-before': async (_, response) => void response.destroy(),
      'drop-after': async (asked, response) => void (await this.ask(asked), response.destroy()),
      'cut-request': async (asked, response) => void (await this.askHalf(asked), response.destroy()),
      'cut-answer': async (asked, response) => cutAnswer(await this.ask(asked), response),
      twice: async (asked, response) => void (await this.ask(asked), await this.answer(asked, response)),
      'once-more': async (asked, response) => void (await this.answer(asked, response), await this.ask(asked)),
      delay: async (asked, response) => void (await sleep(this.random.between(1, LONGEST_DELAY_MS)), await this.answer(asked, response)),
      'server-error': instead(502, '<h1>502 Bad Gateway</h1>'),
      garbage: async (_, response) =>
        void response.socket?.end(Buffer.from(Array.from({ length: 200 }, () => this.random.between(0, 255)))),
      'too-short': async (asked, response) => withLength(await this.ask(asked), response, -7),
      'too-long': async (asked, response) => withLength(await this.ask(asked), response, 7),
      portal: instead(200, PORTAL),
      'portal-redirect': instead(302, '', { location: 'http://portal.invalid/login' }),
    };
  }

  private async answer(asked: Asked, response: ServerResponse): Promise<void> {
    const { status, headers, body } = await this.ask(asked);
    response.writeHead(status, headers).end(body);
  }

  private ask({ method, path, headers, body }: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const going = this.requestOf(method, path, headers).on('error', reject);
      going.on('response', (answer) => {
        buffer(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, headers: endToEnd(answer.headers), body: bytes }), reject);
      });
      going.end(body);
    });
  }

  /** Half of what was asked arrives, then nothing more. */
  private askHalf({ method, path, headers, body }: Asked): Promise<void> {
    return new Promise((resolve) => {
      const going = this.requestOf(method, path, headers).on('error', () => resolve()).on('response', () => resolve()); // prettier-ignore
      going.write(body.subarray(0, body.length >> 1), () => {
        going.destroy();
        resolve();
      });
    });
  }

  private requestOf(method: string, path: string, headers: IncomingHttpHeaders) {
    const request = this.target.url.startsWith('https:') ? httpsRequest : httpRequest;
    const { authority: ca } = this.target;
    return request(`${this.target.url}${path}`, { method, headers: endToEnd(headers), ca, agent: false });
  }
}

function cutAnswer({ status, headers, body }: Answered, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  if (body.length < 2) response.destroy();
}

/** All bytes, under a length that is not theirs. */
function withLength({ status, headers, body }: Answered, response: ServerResponse, by: number): void {
  const length = Math.max(0, body.length + by);
  response.writeHead(status, { ...headers, 'content-length': String(length) });
  response.write(body, () => response.destroy());
}

/** Without what belongs to one connection only. */
function endToEnd({ connection, host, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...rest }: IncomingHttpHeaders) {
  return rest;
}
