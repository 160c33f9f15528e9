import { DomainError } from '@app/kernel';
import { LauncherClient, type ProcessControl, type ProcessStatus, type ReleaseControl } from '@app/platform';

type ReleaseStatus = Awaited<ReturnType<ReleaseControl['releases']>>;
const ONE_IMAGE: ReleaseStatus = { running: null, trial: null };
const NEVER_RESTARTED: ProcessStatus = { state: 'running', restarts: 0, startedAt: null, nextStartAt: null, lastExitCode: null };

/** A box of which another image is run instead of another slot: no link can be moved. Where a launcher runs in the image, it counts restarts. */
export class PlatformControl implements ReleaseControl, ProcessControl {
  private readonly launcher: LauncherClient;
  readonly switchRelease = notOurs;
  readonly start = notOurs;
  readonly stop = notOurs;
  readonly restart = notOurs;

  constructor(launcherSocket: string) {
    this.launcher = new LauncherClient(launcherSocket);
  }

  status(name: string): Promise<ProcessStatus> {
    return this.launcher.status(name).catch(() => NEVER_RESTARTED);
  }

  async releases(): Promise<ReleaseStatus> {
    return ONE_IMAGE;
  }

  async keepRelease(): Promise<ReleaseStatus> {
    return ONE_IMAGE;
  }
}

function notOurs(): Promise<never> {
  return Promise.reject(new DomainError('update.by-platform', 'the platform that runs this box changes its version, by another image'));
}
