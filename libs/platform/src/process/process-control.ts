/** Starting and stopping our processes: the launcher's socket, or systemctl on a host. The console asks; it never forks itself. */
export interface ProcessControl {
  state(name: string): Promise<ProcessState>;
  start(name: string): Promise<void>;
  stop(name: string): Promise<void>;
  restart(name: string): Promise<void>;
}
export const PROCESS_CONTROL = 'platform:process-control';

export type ProcessState = 'running' | 'starting' | 'stopped' | 'failing' | 'unknown';
