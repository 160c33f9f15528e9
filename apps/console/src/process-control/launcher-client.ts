import { connect } from 'node:net';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { UnitProcess } from '@app/appliance';
import { DomainError } from '@app/kernel';
import { z } from 'zod';
import { SETTINGS, type ConsoleSettings } from '../config';

const kept = z.object({
  name: z.string(),
  state: z.enum(['running', 'waiting', 'stopping', 'stopped']),
  restarts: z.int(),
  startedAt: z.number().nullable(),
  nextStartAt: z.number().nullable(),
});
const answer = z.union([
  z.object({ ok: z.literal(true), processes: z.array(kept) }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);

const UNIT = 'scale-unit';

/** Starts and stops the scale unit. The console never does so itself: it asks whoever is its parent. */
export interface ProcessControl {
  /** What is known about the unit's process. */
  statusOfUnit(): Promise<UnitProcess>;
  restartUnit(): Promise<UnitProcess>;
}
export const PROCESS_CONTROL = 'console:process-control';

/** Speaks to the launcher's control socket: one JSON line there, one back. */
@Injectable()
export class LauncherClient implements ProcessControl {
  private readonly path: string;

  constructor(@Inject(SETTINGS) { dataDir, launcherSocket }: ConsoleSettings) {
    this.path = launcherSocket ?? join(dataDir, 'launcher', 'control.sock');
  }

  statusOfUnit(): Promise<UnitProcess> {
    return this.ask({ command: 'status' }, 1_000);
  }

  restartUnit(): Promise<UnitProcess> {
    return this.ask({ command: 'restart', name: UNIT }, 20_000);
  }

  private async ask(request: object, deadlineMs: number): Promise<UnitProcess> {
    const reply = answer.parse(JSON.parse(await exchange(this.path, JSON.stringify(request), deadlineMs)));
    if (!reply.ok) throw new DomainError('launcher.refused', reply.message, { reason: reply.code });
    const unit = reply.processes.find(({ name }) => name === UNIT);
    if (!unit) throw new DomainError('launcher.refused', 'The launcher keeps no scale unit.');
    const { state, restarts, startedAt, nextStartAt } = unit;
    return { state, restarts, startedAt, nextStartAt };
  }
}

function exchange(path: string, line: string, deadlineMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path, () => socket.write(`${line}\n`));
    const fail = (reason: string, cause?: unknown) => {
      socket.destroy();
      reject(new DomainError('launcher.unreachable', `The launcher ${reason}.`, { retryable: true }, { cause }));
    };
    const timer = setTimeout(() => fail('does not answer'), deadlineMs);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) socket.end(() => resolve(text));
    });
    socket.on('error', (cause) => fail('cannot be reached', cause));
    socket.on('close', () => clearTimeout(timer));
  });
}
