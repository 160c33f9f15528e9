import { Inject, Injectable } from '@nestjs/common';
import { findBox, saveEnrolment, type Enrolment } from '@app/channel-db';
import { DOWNLOAD_JOB } from '@app/async-client';
import type { Database } from '@app/database';
import { AuditTrail } from '@app/devices';
import { DomainError } from '@app/kernel';
import { FirstContact, JOB_RUNNER, KeyFiles, type JobRunner } from '@app/platform';
import {
  enrolmentAnswer,
  enrolmentPreviewAnswer,
  verifyAnswer,
  type EnrolmentAnswer,
  type EnrolmentPreviewAnswer,
  type SigningKey,
} from '@app/protocol';
import { SETTINGS, type UnitSettings } from '../config';
import { SOFTWARE_VERSION } from '../software-version';
import type { UnitClock } from '../wiring/clocks';
import { consoleKeyOf } from '../wiring/console-key';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { HEADQUARTERS_AUTHORITY } from '../wiring/open-parts';
import { BOX_KEY, CLOCK, INSTANCE_ID, STORE } from '../wiring/parts';
import { Predecessors } from '../wiring/predecessors';
import { RecoveryCodes } from '../wiring/recovery-codes';
import { presentStoreFile } from '../wiring/store-file';
import { Peppers } from '../wiring/peppers';
import type { EnrolmentBody } from './enrolment.dto';
import { asked, askTime } from './first-talk';

/** What the box itself brings to an enrolment. */
@Injectable()
export class BoxSelf {
  constructor(
    @Inject(INSTANCE_ID) readonly instanceId: string,
    @Inject(BOX_KEY) readonly boxKey: SigningKey & { readonly publicKey: string },
    @Inject(CLOCK) readonly clock: UnitClock,
    @Inject(SETTINGS) readonly settings: UnitSettings,
    @Inject(RecoveryCodes) readonly recoveryCodes: RecoveryCodes,
    @Inject(Predecessors) readonly predecessors: Predecessors,
  ) {}

  get serial(): string | null {
    return this.settings.serial ?? null;
  }
}

/**
 * Becoming the box of a store (D22): the code names the store, a person confirms it, and only then are the keys made here
 * shown. Whatever is kept is written before the box row, so that a cut leaves a box that can enrol again with the same code.
 */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly self: BoxSelf,
    @Inject(STORE) private readonly store: Database,
    @Inject(KeyFiles) private readonly keys: KeyFiles,
    @Inject(Peppers) private readonly peppers: Peppers,
    @Inject(HeadquartersLine) private readonly line: HeadquartersLine,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
  ) {}

  preview(body: EnrolmentBody): Promise<EnrolmentPreviewAnswer> {
    return this.withHeadquarters(body, async (contact) => {
      const question = { code: body.code, serial: this.self.serial };
      const { value } = await asked(
        contact,
        { method: 'POST', path: '/exchange/v1/enrolments/preview', body: question },
        enrolmentPreviewAnswer,
      );
      return value;
    });
  }

  confirm(body: EnrolmentBody): Promise<void> {
    return this.withHeadquarters(body, async (contact) => {
      const told = await askTime(contact);
      const answer = await this.redeem(contact, body.code, told.now);
      if (!told.isSignedBy(answer.headquartersKey))
        throw new DomainError('headquarters.not-pinned', 'the time was not signed by headquarters');
      this.self.clock.correct(told.now - Date.now());
      await this.become(answer, body, contact.authority);
    });
  }

  private async redeem(contact: FirstContact, code: string, now: number): Promise<EnrolmentAnswer> {
    const { instanceId, boxKey, serial, settings, recoveryCodes } = this.self;
    const request = {
      code, instanceId, serial, boxKey: boxKey.publicKey, softwareVersion: SOFTWARE_VERSION, consoleKey: consoleKeyOf(settings, instanceId).publicKey,
      recoveryCode: recoveryCodes.own(),
    }; // prettier-ignore
    const call = { method: 'POST', path: '/exchange/v1/enrolments', body: request, signedBy: { key: boxKey, now } } as const;
    const { value, answer } = await asked(contact, call, enrolmentAnswer);
    const verified = verifyAnswer(answer, value.headquartersKey, answer.nonce);
    if (!verified.ok) throw new DomainError('headquarters.not-pinned', 'the answer is not signed with the key it names');
    return value;
  }

  private async become(answer: EnrolmentAnswer, { headquartersUrl }: EnrolmentBody, authority: string): Promise<void> {
    const { channelDatabaseId, epoch, dataGroupId, headquartersKey, peppers } = answer;
    const url = new URL(headquartersUrl).origin;
    const enrolment = { channelDatabaseId, epoch, dataGroupId, headquartersKey, headquartersUrl: url, instanceId: this.self.instanceId };
    this.peppers.save(peppers);
    this.self.predecessors.save(answer.predecessors);
    this.self.recoveryCodes.add(answer.predecessors.flatMap(({ recoveryCode }) => recoveryCode ?? []));
    this.keys.write(HEADQUARTERS_AUTHORITY, authority);
    await this.keep(enrolment);
    this.line.connect({ url, publicKey: headquartersKey, authority });
    await this.jobs.trigger(DOWNLOAD_JOB);
  }

  private async keep(enrolment: Enrolment): Promise<void> {
    await this.store.unitOfWork.run(async (tx) => {
      const isNew = !(await findBox(tx));
      await saveEnrolment(tx, enrolment, this.self.clock.now());
      await presentStoreFile(tx, this.self.settings, this.self.clock.now());
      if (isNew) await this.audit.later(tx, null, { event: 'enrolled', staffId: null, details: { epoch: enrolment.epoch } });
    });
  }

  private async withHeadquarters<Result>(body: EnrolmentBody, work: (contact: FirstContact) => Promise<Result>): Promise<Result> {
    const { proxy, proxyCredentials } = this.self.settings;
    const outbound = { ...(proxy && { proxy }), ...(proxyCredentials && { proxyCredentials }) };
    const contact = await FirstContact.open(body.headquartersUrl, body.fingerprint, outbound);
    try {
      return await work(contact);
    } finally {
      await contact.close();
    }
  }
}
