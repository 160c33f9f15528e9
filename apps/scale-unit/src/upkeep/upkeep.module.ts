import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { JOB_RUNNER, LocalCertificate, type JobRunner } from '@app/platform';
import type { UnitClock } from '../wiring/clocks';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { CLOCK } from '../wiring/parts';
import { CertificateController } from './certificate.controller';
import { clockJob } from './clock-job';

const MINUTE_MS = 60_000;

/** What keeps the box itself right: its clock, and the certificate registers trust. */
@Module({ controllers: [CertificateController] })
export class UpkeepModule implements OnApplicationBootstrap {
  constructor(
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
    @Inject(HeadquartersLine) private readonly line: HeadquartersLine,
    @Inject(CLOCK) private readonly clock: UnitClock,
    @Inject(LocalCertificate) private readonly certificate: LocalCertificate | null,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.add(clockJob(this.line, this.clock));
    const { certificate } = this;
    if (!certificate) return;
    // Every minute, because the machine may get another address and registers should not notice.
    await this.jobs.add({ name: 'certificate', everyMs: MINUTE_MS, run: async () => void (await certificate.refresh()) });
  }
}
