import {
  activateDevice, burnActivationCodes, endSessionsOf, findDevice, findSetting, insertActivationCode, listDevices, revokeDevice, saveSetting,
  settleBehind,  type CatalogReader, type Device,
} from '@app/channel-db'; // prettier-ignore
import type { Database, Tx } from '@app/database';
import { DomainError, newId, type Clock, type Instant } from '@app/kernel';
import { hashToken, newOneTimeCode, newToken, normaliseCode } from '@app/platform';
import type { AuditTrail } from '../audit/audit-trail';

/** ASVS 6.5: at most ten minutes and few tries. Eight signs of 32 are 40 bits. */
const CODE_LIFE_MS = 10 * 60_000;
const TRIES = 5;
const FAILURES = 'activation.failures';

export interface IssuedActivationCode {
  /** Shown once; only its digest is kept. */
  readonly activationCode: string;
  readonly expiresAt: Instant;
}

export interface ActivatedDevice {
  readonly device: Device;
  /** Given out once; only its digest is kept. */
  readonly deviceToken: string;
}

/** Which device acts as which register: codes of this box make devices, headquarters has no part in it. */
export class ActivationService {
  constructor(
    private readonly store: Database,
    private readonly catalog: CatalogReader,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async issueCode(channelId: string, registerId: string): Promise<IssuedActivationCode> {
    const { registers, channels } = await this.catalog.configuration();
    const register = registers.find((one) => one.channelId === channelId && one.registerId === registerId);
    const legalEntityId = channels.find((one) => one.channelId === channelId)?.legalEntityId;
    if (!register || !legalEntityId) throw new DomainError('register.unknown', 'there is no such register here', { field: '/registerId' });
    const [activationCode, issuedAt] = [newOneTimeCode(), this.clock.now()];
    const expiresAt = issuedAt + CODE_LIFE_MS;
    await this.store.unitOfWork.run(async (tx) => {
      await insertActivationCode(tx, { codeDigest: hashToken(activationCode), legalEntityId, channelId, registerId, issuedAt, expiresAt });
      await saveSetting(tx, FAILURES, 0, issuedAt);
      await this.audit.later(tx, { channelId, registerId }, { event: 'activation-code-issued', staffId: null });
    });
    return { activationCode, expiresAt };
  }

  /** The device that was this register before is revoked: a register is one device. */
  async activate(typedCode: string, deviceName: string): Promise<ActivatedDevice> {
    const { token, hash } = newToken();
    const codeDigest = hashToken(normaliseCode(typedCode));
    const device = await this.store.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      const activated = await activateDevice(tx, codeDigest, { deviceId: newId(now), name: deviceName, tokenDigest: hash }, now);
      if (!activated) await this.countFailure(tx, now);
      else {
        await this.revokeOthers(tx, activated, now);
        await this.note(tx, 'device-activated', activated);
      }
      return activated;
    });
    if (!device) throw new DomainError('activation.refused', 'the code is wrong, used or too old', { field: '/activationCode' });
    return { device, deviceToken: token };
  }

  async revoke(deviceId: string): Promise<void> {
    const device = await findDevice(this.store.reader, deviceId);
    if (!device) throw new DomainError('device.unknown', 'there is no such device');
    await this.store.unitOfWork.run((tx) => this.revokeOne(tx, device, this.clock.now()));
  }

  /** Who guesses does not say which code is meant, so after five wrong ones every open code is burnt. */
  private async countFailure(tx: Tx, now: Instant): Promise<void> {
    const failures = Number((await findSetting(tx, FAILURES)) ?? 0) + 1;
    if (failures >= TRIES) await burnActivationCodes(tx, now);
    await saveSetting(tx, FAILURES, failures, now);
  }

  private async revokeOthers(tx: Tx, { deviceId, channelId, registerId }: Device, now: Instant): Promise<void> {
    const same = (await listDevices(tx)).filter((one) => one.channelId === channelId && one.registerId === registerId);
    for (const other of same) if (other.deviceId !== deviceId) await this.revokeOne(tx, other, now);
  }

  private async revokeOne(tx: Tx, device: Device, now: Instant): Promise<void> {
    await endSessionsOf(tx, device.deviceId, now);
    if (!(await revokeDevice(tx, device.deviceId, now))) return;
    // A box that waited for it may be ready now.
    await settleBehind(tx, now);
    await this.note(tx, 'device-revoked', device);
  }

  private note(tx: Tx, event: string, { deviceId, name, channelId, registerId }: Device): Promise<void> {
    return this.audit.later(tx, { channelId, registerId }, { event, staffId: null, subjectId: deviceId, details: { name } });
  }
}
