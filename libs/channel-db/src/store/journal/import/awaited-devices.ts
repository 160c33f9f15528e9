import type { Reader, Tx } from '@app/database';
import { listDevices, type Device } from '../../repositories/devices';

/** A device that has to show its heads before the box numbers again. */
export interface AwaitedDevice {
  readonly deviceId: string;
  readonly channelId: string;
  readonly registerId: string;
  /** As the device was named when it was activated. */
  readonly name: string;
}

/** Who is still awaited. A device that was revoked meanwhile shows nothing any more and is not waited for. */
export async function awaitedDevices(reader: Reader): Promise<AwaitedDevice[]> {
  const noted = await notedIds(reader);
  if (noted.length === 0) return [];
  const awaited = (await activeDevices(reader)).filter(({ deviceId }) => noted.includes(deviceId));
  return awaited.map(({ deviceId, channelId, registerId, name }) => ({ deviceId, channelId, registerId, name }));
}

export async function awaitActiveDevices(tx: Tx): Promise<void> {
  await note(tx, (await activeDevices(tx)).map(({ deviceId }) => deviceId)); // prettier-ignore
}

export async function stopAwaiting(tx: Tx, deviceId: string): Promise<void> {
  const noted = await notedIds(tx);
  if (noted.includes(deviceId)) await note(tx, noted.filter((one) => one !== deviceId)); // prettier-ignore
}

export async function activeDevices(reader: Reader): Promise<Device[]> {
  return (await listDevices(reader)).filter(({ state }) => state === 'active');
}

async function notedIds(reader: Reader): Promise<string[]> {
  const box = await reader.first<{ awaited_devices: string | null }>('SELECT awaited_devices FROM {box} WHERE box_number = 1');
  return JSON.parse(box?.awaited_devices ?? '[]') as string[];
}

async function note(tx: Tx, deviceIds: readonly string[]): Promise<void> {
  await tx.run('UPDATE {box} SET awaited_devices = ? WHERE box_number = 1', [JSON.stringify(deviceIds)]);
}
