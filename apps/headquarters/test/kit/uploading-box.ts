import { Uploads } from '../../src/async-service/uploads';
import { EnrolmentCodes } from '../../src/boxes/enrolment-codes';
import { Enrolments } from '../../src/boxes/enrolments';
import { RecoveryCodes } from '../../src/boxes/recovery-codes';
import { TestBox } from './test-box';
import type { TestHeadquarters } from './test-headquarters';

/** An enrolled box of the demo chain that sends up what it sold since the last time. */
export class UploadingBox extends TestBox {
  private uploaded = 0;

  private constructor(private readonly headquarters: TestHeadquarters) {
    super();
  }

  /** A `replacement` takes the place of the box that is there. */
  static async enrolled(headquarters: TestHeadquarters, kind: 'first' | 'replacement' = 'first'): Promise<UploadingBox> {
    const { database, peppers, signingKey, clock, keys } = headquarters;
    const box = new UploadingBox(headquarters);
    const order = { channelDatabaseId: box.channelDatabaseId, lifeMs: 3_600_000, serial: null, isReplacement: kind === 'replacement' };
    const { code } = await new EnrolmentCodes(database, clock).issue(order);
    const { epoch } = await new Enrolments(database, peppers, signingKey.publicKey, clock, new RecoveryCodes(keys)).redeem(
      box.enrolmentRequest(code),
    );
    box.epoch = epoch;
    return box;
  }

  async upload(): Promise<void> {
    await new Uploads(this.headquarters.database, this.headquarters.clock).take(this.enrolled, this.batch(this.uploaded + 1));
    this.uploaded = this.records.length;
  }

  /** Everything from the beginning, as to a headquarters that lost it. */
  uploadAgain(): Promise<void> {
    this.uploaded = 0;
    return this.upload();
  }
}
