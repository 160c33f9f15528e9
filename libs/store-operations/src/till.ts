import type { AppendRequest, RegisterRow, Shift } from '@app/channel-db';
import type { ChannelRules } from '@app/commerce';
import { storeError } from './errors';
import type { Actor, Store } from './store';

/** A register and what its channel sells by, of one catalog version. */
export interface Till {
  readonly rules: ChannelRules;
  readonly register: RegisterRow;
}

/** Reads the catalog, so it comes before the unit of work. */
export async function tillOf({ catalog }: Store, { channelId, registerId }: Pick<Actor, 'channelId' | 'registerId'>): Promise<Till> {
  const rules = await catalog.rules(channelId);
  if (!rules) throw storeError('channel.unknown', 'the channel was not sent down to this box', { channelId });
  const { registers } = await catalog.configuration();
  const register = registers.find((row) => row.channelId === channelId && row.registerId === registerId);
  if (!register) throw storeError('register.unknown', 'the register was not sent down to this box', { registerId });
  return { rules, register };
}

/** Registers that share a drawer, and so its shift. */
export async function registersAt({ catalog }: Store, channelId: string, drawerId: string): Promise<string[]> {
  const { registers } = await catalog.configuration();
  return registers.filter((row) => row.channelId === channelId && row.drawerId === drawerId).map((row) => row.registerId);
}

export type ShiftFrame = Pick<Shift, 'shiftId' | 'drawerId' | 'businessDate'>;

/** What every record of this feature says about who, where and when. */
export function recordFrame(store: Store, { rules }: Till, actor: Actor, shift: ShiftFrame | null): Omit<AppendRequest, 'type' | 'body'> {
  return {
    channel: { legalEntityId: rules.legalEntityId, channelId: rules.channelId, timeZone: rules.timeZone },
    registerId: actor.registerId,
    businessDate: shift?.businessDate ?? null,
    shiftId: shift?.shiftId ?? null,
    staffId: actor.staffId,
    drawerId: shift?.drawerId ?? null,
    registerTime: actor.registerTime,
    businessAt: store.businessClock.now(),
    catalogVersion: rules.catalogVersion,
  };
}
