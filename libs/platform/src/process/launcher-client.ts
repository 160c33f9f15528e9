import { connect } from 'node:net';
import { DomainError } from '@app/kernel';
import { z } from 'zod';
import type { ProcessControl, ProcessStatus, ReleaseControl, ReleaseStatus, SwitchRequest } from './process-control';

const kept = z.object({
  name: z.string(),
  state: z.enum(['running', 'waiting', 'stopping', 'stopped']),
  restarts: z.int(),
  startedAt: z.number().nullable(),
  nextStartAt: z.number().nullable(),
  lastExit: z.object({ code: z.int().nullable() }).nullish(),
});
const releases = z.object({
  running: z.string().nullable(),
  trial: z.object({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
});
const answer = z.union([
  z.object({ ok: z.literal(true), processes: z.array(kept), release: releases.optional() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);

const STATUS_DEADLINE_MS = 1_000;
/** A process may take its time to end, and is killed when it takes too long. */
const CHANGE_DEADLINE_MS = 25_000;

/** Speaks to the launcher's control socket (deploy/launcher): one JSON line there, one back. */
export class LauncherClient implements ProcessControl, ReleaseControl {
  constructor(private readonly socketPath: string) {}

  status(name: string): Promise<ProcessStatus> {
    return this.ask({ command: 'status' }, name, STATUS_DEADLINE_MS);
  }

  start(name: string): Promise<ProcessStatus> {
    return this.ask({ command: 'start', name }, name, CHANGE_DEADLINE_MS);
  }

  stop(name: string): Promise<ProcessStatus> {
    return this.ask({ command: 'stop', name }, name, CHANGE_DEADLINE_MS);
  }

  restart(name: string): Promise<ProcessStatus> {
    return this.ask({ command: 'restart', name }, name, CHANGE_DEADLINE_MS);
  }

  releases(): Promise<ReleaseStatus> {
    return this.askAboutReleases({ command: 'status' }, STATUS_DEADLINE_MS);
  }

  switchRelease(request: SwitchRequest): Promise<ReleaseStatus> {
    return this.askAboutReleases({ command: 'switch', ...request }, CHANGE_DEADLINE_MS);
  }

  keepRelease(to: string | null): Promise<ReleaseStatus> {
    return this.askAboutReleases({ command: 'keep', to }, STATUS_DEADLINE_MS);
  }

  private async askAboutReleases(request: object, deadlineMs: number): Promise<ReleaseStatus> {
    const { release } = await this.reply(request, deadlineMs);
    if (!release) throw new DomainError('launcher.refused', 'the launcher knows no releases: it is older than this program');
    return release;
  }

  private async reply(request: object, deadlineMs: number): Promise<Extract<z.output<typeof answer>, { ok: true }>> {
    const reply = answer.parse(JSON.parse(await exchange(this.socketPath, JSON.stringify(request), deadlineMs)));
    if (!reply.ok) throw new DomainError('launcher.refused', reply.message, { reason: reply.code });
    return reply;
  }

  private async ask(request: object, about: string, deadlineMs: number): Promise<ProcessStatus> {
    const reply = await this.reply(request, deadlineMs);
    const found = reply.processes.find(({ name }) => name === about);
    if (!found) throw new DomainError('launcher.refused', `the launcher keeps no ${about}`);
    const { state, restarts, startedAt, nextStartAt, lastExit } = found;
    return { state, restarts, startedAt, nextStartAt, lastExitCode: lastExit?.code ?? null };
  }
}

function exchange(path: string, line: string, deadlineMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path, () => socket.write(`${line}\n`));
    const fail = (reason: string, cause?: unknown) => {
      socket.destroy();
      reject(new DomainError('launcher.unreachable', `the launcher ${reason}`, { retryable: true }, { cause }));
    };
    const timer = setTimeout(() => fail('does not answer'), deadlineMs);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) socket.end(() => resolve(text));
    });
    socket.on('error', (cause) => fail('cannot be reached', cause));
    socket.on('end', () => fail('hung up'));
    socket.on('close', () => clearTimeout(timer));
  });
}
