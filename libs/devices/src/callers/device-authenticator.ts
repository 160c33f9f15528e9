import { findDeviceByToken, touchDevice, type CallingDevice } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { bearerOf, hashToken, type Authenticator, type PlatformRequest } from '@app/platform';
import type { DeviceCaller } from './callers';

/** How stale "last seen" may be: a write per request would cost a commit each. */
const SEEN_EVERY_MS = 60_000;

/** Who holds a device token. Read anew for each request, so that a revoked device is refused at once. */
export class DeviceAuthenticator implements Authenticator {
  constructor(
    private readonly store: Database,
    private readonly clock: Clock,
  ) {}

  async authenticate(request: PlatformRequest): Promise<DeviceCaller> {
    const device = inService(await findDeviceByToken(this.store.reader, hashToken(bearerOf(request))));
    await this.noteSeen(device);
    return callerOf(device);
  }

  /** Writes down that the device is in use, if nobody has lately. */
  noteSeen({ deviceId, lastSeenAt }: CallingDevice): Promise<void> | undefined {
    const now = this.clock.now();
    if (now - (lastSeenAt ?? 0) < SEEN_EVERY_MS) return undefined;
    return this.store.unitOfWork.run((tx) => touchDevice(tx, deviceId, now));
  }
}

/** Refuses a device that is unknown or was taken out of service. */
export function inService(device: CallingDevice | undefined): CallingDevice {
  if (!device) throw new DomainError('auth.invalid', 'the device token is unknown');
  if (device.state === 'revoked') throw new DomainError('auth.revoked', 'the device was taken out of service');
  return device;
}

export function callerOf({ deviceId, legalEntityId, channelId, registerId }: CallingDevice): DeviceCaller {
  return { kind: 'device', deviceId, legalEntityId, channelId, registerId };
}
