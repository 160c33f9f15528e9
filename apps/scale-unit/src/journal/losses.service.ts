import { Inject, Injectable } from '@nestjs/common';
import { CatalogReader, countOfMissing, findBox, Journal, missingOf, type Missing } from '@app/channel-db';
import type { Database, Tx } from '@app/database';
import { AuditTrail, type BoxStanding } from '@app/devices';
import { DomainError, type Clock } from '@app/kernel';
import { BUSINESS_CLOCK, STORE } from '../wiring/parts';

export interface Loss {
  readonly staffId: string;
  readonly seenCount: number;
}

/** Records a box put back from an older copy lacks, and a manager's word that they will not come back. */
@Injectable()
export class LossesService {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(Journal) private readonly journal: Journal,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(BUSINESS_CLOCK) private readonly businessClock: Clock,
  ) {}

  async standing(): Promise<BoxStanding> {
    const { reader } = this.store;
    const [box, missing] = await Promise.all([findBox(reader), missingOf(reader)]);
    return { state: box?.state ?? 'not-enrolled', missing };
  }

  /**
   * The counters that were closed with a record of their loss; registers that are not waited for any longer leave one each too.
   * Nothing missing, nothing done: repeating it is harmless.
   */
  async declareLost({ staffId, seenCount }: Loss): Promise<number[]> {
    const { workers, version: catalogVersion } = await this.catalog.configuration();
    if (!workers.some(({ workerId }) => workerId === staffId)) {
      throw new DomainError('staff.unknown', 'nobody in this store has the number', { field: '/staffId' });
    }
    return this.store.unitOfWork.run(async (tx) => {
      const { devices } = await seenMissing(tx, seenCount);
      for (const { deviceId, channelId, registerId } of devices) {
        // In the box's own chain: what the register's own holds beyond this copy is not known.
        const event = {
          event: 'device-not-awaited',
          staffId,
          approvedBy: staffId,
          subjectId: deviceId,
          details: { channelId, registerId },
        };
        await this.audit.later(tx, null, event);
      }
      const declared = await this.journal.declareLost(tx, { staffId, businessAt: this.businessClock.now(), catalogVersion });
      return declared.flatMap(({ header }) => header.counter ?? []);
    });
  }
}

/** Between the look and the word, another register may have shown that more is missing. */
async function seenMissing(tx: Tx, seenCount: number): Promise<Missing> {
  const missing = await missingOf(tx);
  const missingCount = countOfMissing(missing);
  if (missingCount <= seenCount) return missing;
  throw new DomainError('journal.more-missing', 'more is missing than was shown; look again', { missingCount, field: '/seenCount' });
}
