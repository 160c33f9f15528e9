import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LauncherClient } from './launcher-client';

const folder = mkdtempSync(join(tmpdir(), 'launcher-client-'));
const path = join(folder, 'control.sock');
let server: Server | undefined;

afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));
afterAll(() => rmSync(folder, { recursive: true }));

function answering(reply: (line: string) => string | undefined): Promise<void> {
  server = createServer((socket) =>
    socket.on('data', (line) => {
      const text = reply(line.toString().trim());
      if (text === undefined) socket.end();
      else socket.write(text);
    }),
  );
  return new Promise((done) => server?.listen(path, done));
}

const unit = { name: 'scale-unit', state: 'running', restarts: 2, startedAt: 5, nextStartAt: null, lastExit: { code: 74 }, pid: 77 };

describe('a client of the launcher', () => {
  it('asks about one process, and takes an answer that comes in pieces', async () => {
    const seen: string[] = [];
    await answering((line) => {
      seen.push(line);
      return `${JSON.stringify({ ok: true, processes: [unit] })}\n`;
    });
    const client = new LauncherClient(path);
    expect(await client.restart('scale-unit')).toEqual({
      state: 'running',
      restarts: 2,
      startedAt: 5,
      nextStartAt: null,
      lastExitCode: 74,
    });
    expect(seen.map((line) => JSON.parse(line) as unknown)).toEqual([{ command: 'restart', name: 'scale-unit' }]);
    await expect(client.status('other')).rejects.toMatchObject({ code: 'launcher.refused' });
  });

  it('hands on what the launcher refuses', async () => {
    await answering(() => '{"ok":false,"code":"process.unknown","message":"no"}\n');
    await expect(new LauncherClient(path).stop('x')).rejects.toMatchObject({
      code: 'launcher.refused',
      details: { reason: 'process.unknown' },
    });
  });

  it('says when nobody is there, or hangs up', async () => {
    await expect(new LauncherClient(join(folder, 'nobody')).status('x')).rejects.toMatchObject({ code: 'launcher.unreachable' });
    await answering(() => undefined);
    await expect(new LauncherClient(path).status('x')).rejects.toMatchObject({ code: 'launcher.unreachable' });
  });
});
