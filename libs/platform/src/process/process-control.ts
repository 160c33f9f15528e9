import type { Instant } from '@app/kernel';

/** Starting and stopping our processes: the launcher's socket, or systemctl on a host. The console asks; it never forks itself. */
export interface ProcessControl {
  status(name: string): Promise<ProcessStatus>;
  start(name: string): Promise<ProcessStatus>;
  stop(name: string): Promise<ProcessStatus>;
  /** Resolves when the old process is gone and the new one was started. */
  restart(name: string): Promise<ProcessStatus>;
}
export const PROCESS_CONTROL = 'platform:process-control';

export interface ProcessStatus {
  /** `waiting`: it crashed, and its next start is planned. */
  readonly state: 'running' | 'waiting' | 'stopping' | 'stopped';
  /** Starts after a crash, since the parent's own start. */
  readonly restarts: number;
  readonly startedAt: Instant | null;
  readonly nextStartAt: Instant | null;
  /** With what the last one ended; null when it was killed, or none has ended. */
  readonly lastExitCode: number | null;
}
