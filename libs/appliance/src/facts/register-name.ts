import type { UnitStatus } from './unit-status';

/** The name people use for a register; with its store where the box serves several, for each has a first register. */
export function registerName({ channels, selling }: UnitStatus, channelId: string, registerId: string): string {
  const register = selling.registers.find((one) => one.channelId === channelId && one.registerId === registerId);
  const name = register?.name ?? registerId;
  const store = channels.length > 1 ? channels.find((channel) => channel.channelId === channelId)?.name : undefined;
  return store === undefined ? name : `${name}, ${store}`;
}
