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

/** Which release runs. Only the launcher moves the link to it, and it goes back by itself from one on trial. */
export interface ReleaseControl {
  releases(): Promise<ReleaseStatus>;
  /** Resolves when the processes of the release were started. */
  switchRelease(request: SwitchRequest): Promise<ReleaseStatus>;
  /** Vouches for the release that is on trial. */
  keepRelease(to: string | null): Promise<ReleaseStatus>;
}

export interface ReleaseStatus {
  /** Null for the release the launcher came with. */
  readonly running: string | null;
  readonly trial: { readonly from: string | null; readonly to: string | null } | null;
}

export interface SwitchRequest {
  readonly to: string | null;
  /** Starts of the box that a release on trial has; absent for a switch that stands at once. */
  readonly tries?: number;
  /** Time within which somebody has to vouch for it. */
  readonly withinMs?: number;
}
