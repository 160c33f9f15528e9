import type { CatalogConfiguration, RegisterRow } from '@app/channel-db';
import { sellingError } from './errors';

/** A register as headquarters sent it down: its drawer and the mask of its receipt numbers. */
export function registerOf(
  { registers }: CatalogConfiguration,
  { channelId, registerId }: { channelId: string; registerId: string },
): RegisterRow {
  const register = registers.find((row) => row.channelId === channelId && row.registerId === registerId);
  if (!register) throw sellingError('register.unknown', 'the register was not sent down to this box', { registerId });
  return register;
}
