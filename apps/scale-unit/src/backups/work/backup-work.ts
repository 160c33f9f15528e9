import type { CopyAbout } from './copy-about';
import { drillCopy, type DrillReport, type DrillTask } from './drill-copy';
import { makeCopy, type CopyTask } from './make-copy';

export type BackupTask = CopyTask | DrillTask;
export type ResultOf<Task extends BackupTask> = Task extends CopyTask ? CopyAbout : DrillReport;

/** Does what takes long with copies somewhere: in production in a thread, in tests in place. */
export type BackupWork = <Task extends BackupTask>(task: Task, signal: AbortSignal) => Promise<ResultOf<Task>>;

export const workHere: BackupWork = async <Task extends BackupTask>(task: Task, signal: AbortSignal) =>
  (task.kind === 'copy' ? await makeCopy(task, signal) : await drillCopy(task, signal)) as ResultOf<Task>;
