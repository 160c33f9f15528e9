import { Inject, Injectable } from '@nestjs/common';
import {
  CatalogReader, countOfMissing, findBox, Journal, missingBefore, missingOf, type Missing, type MissingBefore,
} from '@app/channel-db'; // prettier-ignore
import type { Database, Reader, Tx } from '@app/database';
import { AuditTrail, type BoxStanding } from '@app/devices';
import { DomainError, type Clock } from '@app/kernel';
import { BUSINESS_CLOCK, STORE } from '../wiring/parts';

export interface Loss {
  readonly staffId: string;
  readonly seenCount: number;
}

/** What keeps this box from numbering, and what keeps histories of boxes before it from going up. */
export interface Standing extends BoxStanding {
  readonly before: readonly MissingBefore[];
  /** Both together: what a decision has to name. */
  readonly missingCount: number;
}

/** Records a box put back from an older copy lacks, or one that took over, and a manager's word that they will not come back. */
@Injectable()
export class LossesService {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(Journal) private readonly journal: Journal,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(BUSINESS_CLOCK) private readonly businessClock: Clock,
  ) {}

  async standing(): Promise<Standing> {
    const { reader } = this.store;
    const [box, lack] = await Promise.all([findBox(reader), lackOf(reader)]);
    return { state: box?.state ?? 'not-enrolled', ...lack };
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
      const decision = { staffId, businessAt: this.businessClock.now(), catalogVersion };
      const declared = [...(await this.journal.declareLost(tx, decision)), ...(await this.journal.declareLostBefore(tx, decision))];
      return declared.flatMap(({ header }) => header.counter ?? []);
    });
  }
}

async function lackOf(reader: Reader): Promise<Pick<Standing, 'missing' | 'before' | 'missingCount'>> {
  const [missing, before] = [await missingOf(reader), await missingBefore(reader)];
  return { missing, before, missingCount: before.reduce((sum, { counters }) => sum + counters.length, countOfMissing(missing)) };
}

/** Between the look and the word, another register may have shown that more is missing. */
async function seenMissing(tx: Tx, seenCount: number): Promise<Missing> {
  const { missing, missingCount } = await lackOf(tx);
  if (missingCount <= seenCount) return missing;
  throw new DomainError('journal.more-missing', 'more is missing than was shown; look again', { missingCount, field: '/seenCount' });
}
