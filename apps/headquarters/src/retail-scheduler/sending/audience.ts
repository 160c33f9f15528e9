import type { Reader } from '@app/database';
import { businessDate, type Clock, type LocalDate } from '@app/kernel';
import type { EntityDefinition } from '@app/protocol';
import { channelsOf, daysOf, legalEntitiesOf, type ChannelDatabase } from '../../company/channel-databases';
import type { SegmentScope } from '../packages/segments';

/** A scope with the day by which its rows are over: of a group, the day of the channel where it is earliest. Null where there is no channel. */
export interface DatedScope extends SegmentScope {
  readonly today: LocalDate | null;
}

/** A channel database and whose rows it gets. */
export interface Audience {
  readonly target: ChannelDatabase;
  readonly group: DatedScope;
  readonly channels: readonly DatedScope[];
}

/** Scopes of an entity for this audience. */
export const scopesOf = ({ group, channels }: Audience, { scope }: EntityDefinition): readonly DatedScope[] =>
  scope === 'group' ? [group] : channels;

/** Looks up audiences of one run; what a group shares is looked up once. */
export class Audiences {
  private readonly groups = new Map<string, Promise<DatedScope>>();

  constructor(
    private readonly reader: Reader,
    private readonly businessClock: Clock,
  ) {}

  async of(target: ChannelDatabase): Promise<Audience> {
    const group = this.groups.get(target.dataGroupId) ?? this.groupScope(target.dataGroupId);
    this.groups.set(target.dataGroupId, group);
    const now = this.businessClock.now();
    const dates = new Map(
      (await channelsOf(this.reader, target)).map((channel) => [
        channel.channelId,
        businessDate(now, channel.timeZone, channel.dayCutOffMinutes),
      ]),
    );
    const channels = target.channelIds.map((channelId) => ({ channelId, scopeIds: [channelId], today: dates.get(channelId) ?? null }));
    return { target, group: await group, channels };
  }

  private async groupScope(dataGroupId: string): Promise<DatedScope> {
    const now = this.businessClock.now();
    const days = await daysOf(this.reader, dataGroupId);
    const dates = days.map(({ timeZone, dayCutOffMinutes }) => businessDate(now, timeZone, dayCutOffMinutes)).sort();
    return { channelId: null, scopeIds: ['', ...(await legalEntitiesOf(this.reader, dataGroupId))], today: dates[0] ?? null };
  }
}
