import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** A control socket as the launcher's, before processes that only remember that they were asked to start. */
export class ALauncher {
  readonly started: string[] = [];
  private readonly server: Server;

  constructor(private readonly dataDir: string) {
    this.server = createServer((socket) => socket.on('data', (line) => socket.write(this.answerTo(line.toString()))));
  }

  async open(): Promise<void> {
    mkdirSync(join(this.dataDir, 'launcher'), { recursive: true });
    await once(this.server.listen(join(this.dataDir, 'launcher', 'control.sock')), 'listening');
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private answerTo(line: string): string {
    const { command, name = '' } = JSON.parse(line) as { command: string; name?: string };
    if (command === 'start') this.started.push(name);
    const process = { name, state: 'running', restarts: 0, startedAt: 1, nextStartAt: null, lastExit: null };
    return `${JSON.stringify({ ok: true, processes: [process] })}\n`;
  }
}
