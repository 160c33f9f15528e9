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
    return this.admit(await findDeviceByToken(this.store.reader, hashToken(bearerOf(request))));
  }

  /** The caller that a device is; refuses one that is unknown or was taken out of service. */
  async admit(device: CallingDevice | undefined): Promise<DeviceCaller> {
    if (!device) throw new DomainError('auth.invalid', 'the device token is unknown');
    if (device.state === 'revoked') throw new DomainError('auth.revoked', 'the device was taken out of service');
    const now = this.clock.now();
    if (now - (device.lastSeenAt ?? 0) >= SEEN_EVERY_MS) await this.noteSeen(device, now);
    const { deviceId, legalEntityId, channelId, registerId } = device;
    return { kind: 'device', deviceId, legalEntityId, channelId, registerId };
  }

  private noteSeen({ deviceId }: CallingDevice, now: number): Promise<void> {
    return this.store.unitOfWork.run((tx) => touchDevice(tx, deviceId, now));
  }
}
