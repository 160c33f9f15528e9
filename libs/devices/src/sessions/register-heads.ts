import { findBox, presentHeads, type BoxState, type Missing, type RegisterHead } from '@app/channel-db';
import type { Database, Tx } from '@app/database';
import { DomainError, type Clock, type Operation } from '@app/kernel';
import type { DeviceCaller } from '../callers/callers';

/** The last records a register has, one of each kind. */
export type ShownHeads = readonly Pick<RegisterHead, 'type' | 'sequence' | 'digest'>[];

export interface BoxStanding {
  readonly state: BoxState | 'not-enrolled';
  readonly missing: Missing;
}

/**
 * Registers show how far their history goes, so that a box put back from an older copy finds out before it gives a number twice
 * (D13). Sessions are part of such a copy and prove nothing: each device shows its heads once to every process. Which ones did is
 * kept in memory on purpose, because a file would come back with the copy.
 */
export class RegisterHeads {
  private readonly shownBy = new Set<string>();

  constructor(
    private readonly store: Database,
    private readonly clock: Clock,
  ) {}

  async show(device: DeviceCaller, heads: ShownHeads): Promise<BoxStanding> {
    const standing = await this.store.unitOfWork.run((tx) => this.compare(tx, device, heads));
    this.noteShown(device);
    return standing;
  }

  /** Within a unit of the caller, who notes it once the unit is kept. */
  async compare(tx: Tx, { deviceId, channelId, registerId }: DeviceCaller, heads: ShownHeads): Promise<BoxStanding> {
    const shown = heads.map((head) => ({ ...head, channelId, registerId }));
    const missing = await presentHeads(tx, { deviceId, heads: shown }, this.clock.now());
    return { state: (await findBox(tx))?.state ?? 'not-enrolled', missing };
  }

  noteShown({ deviceId }: DeviceCaller): void {
    this.shownBy.add(deviceId);
  }

  /** Refuses what would leave records before this process has seen the device's heads. */
  requireShown({ deviceId }: DeviceCaller, operation: Operation): void {
    if (!leavesRecords(operation) || this.shownBy.has(deviceId)) return;
    throw new DomainError('session.heads-required', 'show the last records of this register first, then ask again', { retryable: true });
  }
}

const leavesRecords = ({ idempotency, audit }: Operation): boolean => idempotency === 'required' || audit !== null;
