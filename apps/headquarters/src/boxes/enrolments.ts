import type { Database, Tx } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import type { EnrolmentAnswer, EnrolmentRequest } from '@app/protocol';
import { channelDatabase, channelsOf } from '../company/channel-databases';
import type { Peppers } from '../company/peppers';
import { predecessorsOf } from './boxes';
import { requireRightKind, usableCode, type KeptCode } from './enrolment-codes';
import type { RecoveryCodes } from './recovery-codes';

/** Redeeming a code: a box shows its new key and becomes the box of a store. */
export class Enrolments {
  constructor(
    private readonly database: Database,
    private readonly peppers: Peppers,
    private readonly headquartersKey: string,
    private readonly clock: Clock,
    private readonly recoveryCodes: RecoveryCodes,
  ) {}

  /** The same code with the same key gets the same answer, so that a lost answer is asked for again. */
  redeem(request: EnrolmentRequest): Promise<EnrolmentAnswer> {
    return this.database.unitOfWork.run(async (tx) => {
      const code = await usableCode(tx, { ...request, now: this.clock.now() });
      if (code.answer !== null) return this.repeated(tx, code, code.answer, request);
      await requireRightKind(tx, { ...code, isReplacement: code.isReplacement === 1 });
      return this.enrol(tx, code, request);
    });
  }

  private repeated(tx: Tx, code: KeptCode, answer: string, request: EnrolmentRequest): Promise<EnrolmentAnswer> {
    if (code.instanceId !== request.instanceId || code.boxKey !== request.boxKey) {
      throw new DomainError('enrolment.code-used', 'another box has redeemed the code');
    }
    this.keepRecoveryCode(request);
    return this.complete(tx, JSON.parse(answer) as KeptAnswer);
  }

  private async enrol(tx: Tx, code: KeptCode, request: EnrolmentRequest): Promise<EnrolmentAnswer> {
    const now = this.clock.now();
    const { channelDatabaseId, isReplacement } = code;
    await refuseKnownInstance(tx, request.instanceId);
    await tx.run(`UPDATE {channel_database} SET epoch = epoch + 1 WHERE channel_database_id = ?`, [channelDatabaseId]);
    await tx.run(`UPDATE {box} SET state = 'superseded', superseded_at = ? WHERE channel_database_id = ? AND state = 'active'`, [
      now,
      channelDatabaseId,
    ]);
    const database = await channelDatabase(tx, channelDatabaseId);
    await tx.run(
      `INSERT INTO {box} (instance_id, channel_database_id, epoch, state, box_key, console_key, serial, software_version, enrolled_at)
       VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?)`,
      [
        request.instanceId,
        channelDatabaseId,
        database.epoch,
        request.boxKey,
        request.consoleKey,
        request.serial,
        request.softwareVersion,
        now,
      ],
    );
    const channels = (await channelsOf(tx, database)).map(({ channelId, legalEntityId, name, address }) => ({
      channelId,
      legalEntityId,
      name,
      address,
    }));
    const kept = {
      channelDatabaseId,
      epoch: database.epoch,
      dataGroupId: database.dataGroupId,
      channels,
      isReplacement: isReplacement === 1,
    };
    await tx.run(`UPDATE {enrolment_code} SET redeemed_at = ?, instance_id = ?, box_key = ?, answer = ? WHERE code_hash = ?`, [
      now, request.instanceId, request.boxKey, JSON.stringify(kept), code.codeHash,
    ]); // prettier-ignore
    this.keepRecoveryCode(request);
    return this.complete(tx, kept);
  }

  private keepRecoveryCode({ instanceId, recoveryCode }: EnrolmentRequest): void {
    if (recoveryCode !== undefined) this.recoveryCodes.keep(instanceId, recoveryCode);
  }

  /** Secrets and our key are added at the door: they are not kept in the database. */
  private async complete(tx: Tx, kept: KeptAnswer): Promise<EnrolmentAnswer> {
    const legalEntities = new Set(kept.channels.map(({ legalEntityId }) => legalEntityId));
    const peppers = Object.fromEntries([...legalEntities].map((id) => [id, this.peppers.of(id)]));
    const before = await predecessorsOf(tx, kept);
    const predecessors = before.map((box) => ({ ...box, recoveryCode: this.recoveryCodes.of(box.instanceId) }));
    return { ...kept, headquartersKey: this.headquartersKey, peppers, predecessors };
  }
}

type KeptAnswer = Omit<EnrolmentAnswer, 'headquartersKey' | 'peppers' | 'predecessors'>;

async function refuseKnownInstance(tx: Tx, instanceId: string): Promise<void> {
  const known = await tx.first(`SELECT 1 AS found FROM {box} WHERE instance_id = ?`, [instanceId]);
  if (known)
    throw new DomainError('enrolment.instance-known', 'this instance was enrolled before; a new enrolment needs a new instance id');
}
