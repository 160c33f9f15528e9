import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Of a file whose answer may break off, and where it does. */
const LARGE_BYTES = 1_000_000;
const CUT_AFTER_BYTES = 500_000;
const ARRIVES_MS = 20;

/** Gives out a folder over HTTP, as any web server does; its answers can be replaced, and its line held and cut. */
export class WebServer {
  /** Answers instead of a file, by the end of its path. */
  readonly answers = new Map<string, (response: ServerResponse) => void>();
  private held: Promise<void> | undefined;
  private cuts = 0;
  /** From which byte on files were asked for. */
  readonly resumedFrom: number[] = [];
  private readonly server: Server;

  private constructor(folder: string) {
    this.server = createServer((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const path = request.url ?? '';
      const [, other] = [...this.answers].find(([end]) => path.endsWith(end)) ?? [];
      void Promise.resolve(this.held).then(() => (other ? other(response) : this.answer(join(folder, path), from, response)));
    });
  }

  static async open(folder: string): Promise<WebServer> {
    const web = new WebServer(folder);
    await new Promise<void>((resolve) => web.server.listen(0, '127.0.0.1', resolve));
    return web;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Takes from now on what is asked and answers nothing, until the function it gives back is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.held = promise;
    return () => {
      this.held = undefined;
      resolve();
    };
  }

  /** The next answers with large files break off in their middle, so many times. */
  cut(times: number): void {
    this.cuts = times;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(file: string, from: number, response: ServerResponse): void {
    if (!existsSync(file)) return void response.writeHead(404).end();
    const bytes = readFileSync(file).subarray(from);
    if (from > 0) this.resumedFrom.push(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length });
    if (this.cuts === 0 || bytes.length < LARGE_BYTES) return void response.end(bytes);
    this.cuts -= 1;
    response.write(bytes.subarray(0, CUT_AFTER_BYTES), () => setTimeout(() => response.destroy(), ARRIVES_MS));
  }
}
