import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { findBox, Journal, missingOf } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import { AuditTrail, type DeviceCaller } from '@app/devices';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { verifyBytes, type SigningKey } from '@app/protocol';
import type { z } from 'zod';
import { standingAnswer } from '../session/session.dto';
import { BOX_KEY, STORE } from '../wiring/parts';
import { Predecessors } from '../wiring/predecessors';
import { capsulesBody, capsulesTaken } from './capsules.dto';

/** Registers give back what a box that was put back from an older copy has lost (D13). Repeating it is harmless. */
@Controller('api/v1/capsules')
export class CapsulesController {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(Journal) private readonly journal: Journal,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(BOX_KEY) private readonly boxKey: SigningKey & { readonly publicKey: string },
    @Inject(Predecessors) private readonly predecessors: Predecessors,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.postCapsules)
  @Answers(200, 'What was taken, and whether anything is still missing.', capsulesTaken)
  async post(
    @CurrentCaller() device: DeviceCaller,
    @Body({ schema: capsulesBody }) { capsules }: z.output<typeof capsulesBody>,
  ): Promise<z.input<typeof capsulesTaken>> {
    const report = await this.store.unitOfWork.run(async (tx) => {
      const imported = await this.journal.importCapsules(tx, capsules, (...signed) => this.verify(...signed));
      const details = { imported: imported.imported.length, conflicts: imported.conflicts.length };
      if (details.imported > 0)
        await this.audit.later(tx, device, { event: 'capsules-posted', staffId: null, subjectId: device.deviceId, details });
      return imported;
    });
    const [box, missing] = [await findBox(this.store.reader), await missingOf(this.store.reader)];
    const standing = standingAnswer({ state: box?.state ?? 'not-enrolled', missing });
    return { imported: [...report.imported], known: [...report.known], conflicts: [...report.conflicts], box: standing };
  }

  /** Records of a box that served the store before are signed by its key, which headquarters told at enrolment. */
  private verify(bytes: Uint8Array, signature: string, keyId: string): 'valid' | 'invalid' | 'unknown-key' {
    const publicKey = keyId === this.boxKey.keyId ? this.boxKey.publicKey : this.predecessors.publicKeyOf(keyId);
    if (publicKey === undefined) return 'unknown-key';
    return verifyBytes(publicKey, bytes, signature) ? 'valid' : 'invalid';
  }
}
