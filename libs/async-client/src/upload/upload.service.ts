import { findBox, presentAcknowledged, presentElsewhere, acknowledge, uploadStates, type Box } from '@app/channel-db';
import { LineDrain, type DrainOutcome, type UploadParts } from './line-drain';

export type UploadRound = { readonly kind: 'not-enrolled' } | DrainOutcome;

/** Sends what was born here to headquarters, every history of this channel database, oldest first. Never in the way of a sale. */
export class UploadService {
  /** What headquarters holds is asked once after each start: only then can this box be an older copy. */
  private isHeadChecked = false;
  private readonly othersChecked = new Set<string>();

  constructor(private readonly parts: UploadParts) {}

  /** How long to wait after a round in which all went well. */
  get everyMs(): number {
    return this.parts.lineUse.profile.uploadSeconds * 1_000;
  }

  async runOnce(signal?: AbortSignal): Promise<UploadRound> {
    const box = await findBox(this.parts.store.reader);
    if (!box) return { kind: 'not-enrolled' };
    const failure = await this.checkOthers(box);
    if (failure) return failure;
    const drained = await this.drain(box, signal);
    if (drained.kind !== 'drained' || this.isHeadChecked) return drained;
    // Read again: what was sent may have made it another history.
    return this.checkHead((await findBox(this.parts.store.reader)) ?? box, drained);
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

  /** Of the history of a box before this one headquarters may hold more than this one was given. Asked once for each, before it is drained. */
  private async checkOthers({ identity }: Box): Promise<UploadRound | undefined> {
    const { store, exchange, clock } = this.parts;
    for (const state of await uploadStates(store.reader)) {
      const { instanceId, epoch, fork, acknowledgedCounter } = state;
      const name = `${instanceId}/${epoch}/${fork}`;
      if (instanceId === identity.instanceId || this.othersChecked.has(name)) continue;
      const answer = await exchange.uploadHead({ channelDatabaseId: identity.channelDatabaseId, instanceId, epoch, fork });
      // Refused: headquarters does not know that box, and there is nothing to learn of it.
      if (!answer.ok && answer.kind !== 'refused') return { kind: 'line-failed', failure: answer };
      this.othersChecked.add(name);
      if (!answer.ok) continue;
      const point = { counter: answer.value.acknowledgedCounter, head: answer.value.head };
      if (point.counter > acknowledgedCounter) await store.unitOfWork.run((tx) => presentElsewhere(tx, state, point, clock.now()));
    }
    return undefined;
  }

  /**
   * Headquarters may hold more of this history than this box, which then is an older copy; or less than it acknowledged once,
   * because it was put back itself: then it gets the rest again.
   */
  private async checkHead(box: Box, drained: DrainOutcome): Promise<UploadRound> {
    const answer = await this.parts.exchange.uploadHead(box.identity);
    if (!answer.ok) return { kind: 'line-failed', failure: answer };
    this.isHeadChecked = true;
    const point = { counter: answer.value.acknowledgedCounter, head: answer.value.head };
    const state = (await uploadStates(this.parts.store.reader)).find(({ instanceId, epoch, fork }) => {
      const { identity } = box;
      return instanceId === identity.instanceId && epoch === identity.epoch && fork === identity.fork;
    });
    if (state && point.counter < state.acknowledgedCounter) {
      return new LineDrain(this.parts, box, { ...state, acknowledgedCounter: point.counter, acknowledgedHead: point.head }).run();
    }
    await this.goOnBehind(box, point);
    return drained;
  }

  private async goOnBehind({ identity }: Box, point: { readonly counter: number; readonly head: string }): Promise<void> {
    const now = this.parts.clock.now();
    await this.parts.store.unitOfWork.run(async (tx) => {
      const current = await findBox(tx);
      if (!current || current.identity.fork !== identity.fork || point.counter <= current.lastCounter) return;
      await acknowledge(tx, identity, { ...point, at: now });
      await presentAcknowledged(tx, point, now);
    });
  }
}
