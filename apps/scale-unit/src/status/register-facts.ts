import { businessDate } from '@app/kernel';
import type { CatalogConfiguration, Device, EmployeeSession, Shift } from '@app/channel-db';
import { standingOf, type SessionRules } from '@app/devices';
import type { UnitStatusAnswer } from './status.dto';

type RegisterFacts = UnitStatusAnswer['selling']['registers'][number];

export interface RegisterSources {
  readonly configuration: CatalogConfiguration;
  readonly devices: readonly Device[];
  readonly sessions: readonly EmployeeSession[];
  readonly openShifts: readonly Shift[];
  readonly rules: SessionRules;
  readonly now: number;
  readonly businessNow: number;
}

/** Every register of the box: its device, who stands at it, whether its drawer has a shift. */
export function registerFacts(sources: RegisterSources): RegisterFacts[] {
  return sources.configuration.registers.map((register) => {
    const isHere = (one: { channelId: string; registerId: string }) =>
      one.channelId === register.channelId && one.registerId === register.registerId;
    const device = latestOf(sources.devices.filter(isHere));
    const session = sources.sessions.find((one) => isHere(one) && standingOf(one, sources.rules, sources.now) !== 'ended');
    const shift = sources.openShifts.find((one) => one.channelId === register.channelId && one.drawerId === register.drawerId);
    return {
      channelId: register.channelId,
      registerId: register.registerId,
      name: register.name,
      deviceState: device?.state ?? 'none',
      deviceId: device?.deviceId ?? null,
      staff: session ? nameOf(sources.configuration, session) : null,
      isShiftOpen: shift !== undefined,
      isShiftOverdue: shift !== undefined && isOverdue(shift, sources),
      lastSeenAt: device?.lastSeenAt ?? null,
    };
  });
}

function isOverdue(shift: Shift, { configuration, businessNow }: RegisterSources): boolean {
  const channel = configuration.channels.find(({ channelId }) => channelId === shift.channelId);
  return channel !== undefined && businessDate(businessNow, channel.timeZone, channel.dayCutOffMinutes) > shift.businessDate;
}

/** The active one; of revoked ones the last. */
function latestOf(devices: readonly Device[]): Device | undefined {
  return devices.find(({ state }) => state === 'active') ?? devices.at(-1);
}

function nameOf({ workers }: CatalogConfiguration, { channelId, staffId }: EmployeeSession): string {
  return workers.find((worker) => worker.channelId === channelId && worker.workerId === staffId)?.name ?? staffId;
}
