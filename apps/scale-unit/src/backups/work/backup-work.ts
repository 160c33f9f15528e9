import type { CopyAbout } from './copy-about';
import { drillCopy, type DrillReport, type DrillTask } from './drill-copy';
import { makeCopy, type CopyTask } from './make-copy';
import { restoreCopy, type RestoredCopy, type RestoreTask } from './restore-copy';

export type BackupTask = CopyTask | DrillTask | RestoreTask;
export type ResultOf<Task extends BackupTask> = Task extends CopyTask ? CopyAbout : Task extends DrillTask ? DrillReport : RestoredCopy;

/** Does what takes long with copies somewhere: in production in a thread, in tests in place. */
export type BackupWork = <Task extends BackupTask>(task: Task, signal: AbortSignal) => Promise<ResultOf<Task>>;

export const workHere: BackupWork = async <Task extends BackupTask>(task: Task, signal: AbortSignal) =>
  (await resultOf(task, signal)) as ResultOf<Task>;

function resultOf(task: BackupTask, signal: AbortSignal): Promise<ResultOf<BackupTask>> {
  if (task.kind === 'copy') return makeCopy(task, signal);
  return task.kind === 'drill' ? drillCopy(task, signal) : restoreCopy(task, signal);
}
