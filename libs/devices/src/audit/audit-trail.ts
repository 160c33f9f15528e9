import { findBox, findSetting, saveSetting, type CatalogReader, type Journal, type RecordChannel } from '@app/channel-db';
import type { Tx } from '@app/database';
import type { Clock, Instant } from '@app/kernel';
import type { AuditBody, Capsule } from '@app/protocol';

export interface AuditEvent {
  readonly event: string;
  readonly staffId: string | null;
  readonly subjectId?: string | null;
  readonly approvedBy?: string | null;
  readonly details?: AuditBody['details'];
}

/** A register, or null for the box itself. */
export type Whereabouts = { readonly channelId: string; readonly registerId: string } | null;

interface AuditPlace {
  readonly channel: RecordChannel | null;
  readonly registerId: string | null;
  readonly drawerId: string | null;
  readonly catalogVersion: number;
}

/** Places as one version of the catalog knows them; read before a unit begins. */
export type Places = (where: Whereabouts) => AuditPlace;

interface Pending {
  readonly where: Whereabouts;
  readonly event: AuditEvent;
  readonly at: Instant;
}

const PENDING = 'audit.pending';

/**
 * Leaves events of people and devices in the journal, where nobody can change them. Every journal record must be held by a
 * register as a capsule (D13), or a box that lost its disk could never close the gap: what happens without a register to
 * answer waits in the store until the next log-on takes it along.
 */
export class AuditTrail {
  constructor(
    private readonly journal: Journal,
    private readonly catalog: CatalogReader,
    private readonly clock: Clock,
    private readonly businessClock: Clock,
  ) {}

  async places(): Promise<Places> {
    const { version, channels, registers } = await this.catalog.configuration();
    return (where) => {
      const channel = channels.find(({ channelId }) => channelId === where?.channelId);
      const register = registers.find(({ channelId, registerId }) => channelId === where?.channelId && registerId === where.registerId);
      return {
        channel: channel ? { legalEntityId: channel.legalEntityId, channelId: channel.channelId, timeZone: channel.timeZone } : null,
        registerId: channel && where ? where.registerId : null,
        drawerId: register?.drawerId ?? null,
        catalogVersion: version,
      };
    };
  }

  /** For an event without a register to answer. Kept in the caller's unit. */
  async later(tx: Tx, where: Whereabouts, event: AuditEvent): Promise<void> {
    const at = this.clock.now();
    const place = where && { channelId: where.channelId, registerId: where.registerId };
    await saveSetting(tx, PENDING, [...(await this.pending(tx)), { where: place, event, at }], at);
  }

  /**
   * What waited, and the event: the capsules are for the register that is answered. None while the box may not number, because
   * being behind its registers must not keep anybody from logging on: that is how the missing records come back.
   */
  async append(tx: Tx, places: Places, where: Whereabouts, event: AuditEvent): Promise<Capsule[]> {
    if ((await findBox(tx))?.state !== 'ready') {
      await this.later(tx, where, event);
      return [];
    }
    const pending = await this.pending(tx);
    if (pending.length > 0) await saveSetting(tx, PENDING, [], this.clock.now());
    const capsules: Capsule[] = [];
    for (const { at, ...one } of pending) capsules.push(await this.record(tx, places(one.where), one.event, at));
    capsules.push(await this.record(tx, places(where), event, null));
    return capsules;
  }

  private async pending(tx: Tx): Promise<readonly Pending[]> {
    return ((await findSetting(tx, PENDING)) ?? []) as readonly Pending[];
  }

  private async record(tx: Tx, place: AuditPlace, { event, staffId, ...rest }: AuditEvent, happenedAt: Instant | null): Promise<Capsule> {
    const { subjectId = null, approvedBy = null, details = {} } = rest;
    const { capsule } = await this.journal.appendRecord(tx, {
      ...place,
      type: 'audit',
      businessDate: null,
      shiftId: null,
      staffId,
      registerTime: null,
      businessAt: this.businessClock.now(),
      body: { event, approvedBy, subjectId, details: happenedAt === null ? details : { ...details, happenedAt } },
    });
    return capsule;
  }
}
