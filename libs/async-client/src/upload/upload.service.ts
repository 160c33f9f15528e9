import { findBox, presentAcknowledged, acknowledge, uploadStates, type Box } from '@app/channel-db';
import { LineDrain, type DrainOutcome, type UploadParts } from './line-drain';

export type UploadRound = { readonly kind: 'not-enrolled' } | DrainOutcome;

/** Sends what was born here to headquarters, every history of this channel database, oldest first. Never in the way of a sale. */
export class UploadService {
  /** What headquarters holds is asked once after each start: only then can this box be an older copy. */
  private isHeadChecked = false;

  constructor(private readonly parts: UploadParts) {}

  async runOnce(signal?: AbortSignal): Promise<UploadRound> {
    const box = await findBox(this.parts.store.reader);
    if (!box) return { kind: 'not-enrolled' };
    const drained = await this.drain(box, signal);
    return drained.kind === 'drained' && !this.isHeadChecked ? this.checkHead(box, drained) : drained;
  }

  private async drain(box: Box, signal: AbortSignal | undefined): Promise<DrainOutcome> {
    let count = 0;
    let stuck: DrainOutcome | undefined;
    for (const state of await uploadStates(this.parts.store.reader)) {
      const outcome = await new LineDrain(this.parts, box, state).run(signal);
      if (outcome.kind === 'line-failed') return outcome;
      if (outcome.kind === 'stuck') stuck = outcome;
      else count += outcome.count;
    }
    return stuck ?? { kind: 'drained', count };
  }

  /** With nothing left to send, headquarters may still hold more of this history than this box: then it is an older copy. */
  private async checkHead(box: Box, drained: DrainOutcome): Promise<UploadRound> {
    const answer = await this.parts.exchange.uploadHead(box.identity);
    if (!answer.ok) return { kind: 'line-failed', failure: answer };
    this.isHeadChecked = true;
    const { acknowledgedCounter: counter, head } = answer.value;
    const now = this.parts.clock.now();
    await this.parts.store.unitOfWork.run(async (tx) => {
      const current = await findBox(tx);
      if (!current || current.identity.fork !== box.identity.fork || counter <= current.lastCounter) return;
      await acknowledge(tx, box.identity, { counter, head, at: now });
      await presentAcknowledged(tx, { counter, head }, now);
    });
    return drained;
  }
}
