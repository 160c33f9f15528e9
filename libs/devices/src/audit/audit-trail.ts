import { findBox, type CatalogReader, type Journal, type RecordChannel } from '@app/channel-db';
import type { Tx } from '@app/database';
import type { Clock } from '@app/kernel';
import type { AuditBody, Capsule } from '@app/protocol';

/** Where an event happened, gathered from the catalog before the unit begins. */
export interface AuditPlace {
  readonly channel: RecordChannel | null;
  readonly registerId: string | null;
  readonly drawerId: string | null;
  readonly catalogVersion: number;
}

export interface AuditEvent {
  readonly event: string;
  readonly staffId: string | null;
  readonly subjectId?: string | null;
  readonly approvedBy?: string | null;
  readonly details?: AuditBody['details'];
}

/** Leaves events of people and devices in the journal, where nobody can change them. */
export class AuditTrail {
  constructor(
    private readonly journal: Journal,
    private readonly catalog: CatalogReader,
    private readonly businessClock: Clock,
  ) {}

  async placeOf(where: { readonly channelId: string; readonly registerId: string } | null): Promise<AuditPlace> {
    const { version, channels, registers } = await this.catalog.configuration();
    const channel = channels.find(({ channelId }) => channelId === where?.channelId);
    const register = registers.find(({ channelId, registerId }) => channelId === where?.channelId && registerId === where.registerId);
    return {
      channel: channel ? { legalEntityId: channel.legalEntityId, channelId: channel.channelId, timeZone: channel.timeZone } : null,
      registerId: channel && where ? where.registerId : null,
      drawerId: register?.drawerId ?? null,
      catalogVersion: version,
    };
  }

  /**
   * The capsules of what was written: one, or none while the box may not number. Being behind its registers must not keep
   * anybody from logging on, because logging on is how the missing records come back.
   */
  async append(
    tx: Tx,
    place: AuditPlace,
    { event, staffId, subjectId = null, approvedBy = null, details = {} }: AuditEvent,
  ): Promise<Capsule[]> {
    if ((await findBox(tx))?.state !== 'ready') return [];
    const { capsule } = await this.journal.appendRecord(tx, {
      ...place,
      type: 'audit',
      businessDate: null,
      shiftId: null,
      staffId,
      registerTime: null,
      businessAt: this.businessClock.now(),
      body: { event, approvedBy, subjectId, details },
    });
    return [capsule];
  }
}
