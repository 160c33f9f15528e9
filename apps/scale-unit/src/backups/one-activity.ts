import { DomainError, type Instant } from '@app/kernel';
import { requireFile, sayAlarm, type BackupParts } from './backup-parts';

type BackupActivity = 'copy' | 'drill' | 'restore';

interface BackupFailure {
  readonly activity: BackupActivity;
  readonly at: Instant;
  readonly code: string;
  readonly message: string;
}

/** One piece of work with copies at a time, and how the last one failed. */
export class OneActivity {
  private current: { readonly activity: BackupActivity; readonly since: Instant } | null = null;
  private failed: BackupFailure | null = null;

  constructor(private readonly parts: BackupParts) {}

  /** What is being done now, and what failed last and was not mended since. */
  get standing() {
    return { current: this.current, failed: this.failed };
  }

  /** Refuses while something is being done, and on a server that makes its own backups. */
  requireIdle(): void {
    requireFile(this.parts);
    if (this.current)
      throw new DomainError('backup.busy', 'copies are being worked on', { activity: this.current.activity, retryable: true });
  }

  async alone<Result>(activity: BackupActivity, work: () => Promise<Result>): Promise<Result> {
    this.requireIdle();
    const at = this.parts.clock.now();
    this.current = { activity, since: at };
    try {
      const result = await work();
      if (this.failed?.activity === activity) await this.note(null);
      return result;
    } catch (error) {
      const code = error instanceof DomainError ? error.code : 'backup.failed';
      await this.note({ activity, at, code, message: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      this.current = null;
    }
  }

  private async note(failure: BackupFailure | null): Promise<void> {
    this.failed = failure;
    await sayAlarm(this.parts, { code: 'backup.failed', subject: 'backup', details: { reason: failure?.code } }, failure !== null);
  }
}
