import { setImmediate as turn } from 'node:timers/promises';
import {
  acknowledge,
  adoptFork,
  clearAlarm,
  markSuperseded,
  nextCounterAfter,
  presentAcknowledged,
  raiseAlarm,
  supersedeBox,
  uploadHeadAt,
  uploadRange,
  type Box,
  type UploadRecord,
  type UploadState,
} from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { BoxIdentity, UploadAnswer } from '@app/protocol';
import type { LineUse } from '../line/line-use';
import type { ExchangeClient, ExchangeFailure } from '../wire/exchange-client';
import { BatchRoom, uploadBatch, type UploadBatch } from './upload-batch';

export interface UploadParts {
  readonly exchange: ExchangeClient;
  readonly store: Database;
  readonly lineUse: LineUse;
  /** Real time. */
  readonly clock: Clock;
  /** Called after every acknowledgement, so that registers may let go of their capsules. */
  readonly onAcknowledged: (counter: number) => void;
}

export type DrainOutcome =
  | { readonly kind: 'drained'; readonly count: number }
  | { readonly kind: 'line-failed'; readonly failure: ExchangeFailure }
  /** Somebody must look: an alarm stands, and nothing more of this history goes up until the next try. */
  | { readonly kind: 'stuck'; readonly reason: string };

/** Records per request; their bytes bound it further. So few that a sale waits a millisecond or two while they are read or put together. */
const MOST_RECORDS = 50;

/** A point of a history: a counter and the upload head after it. */
interface Point {
  readonly counter: number;
  readonly head: string;
}

/** Sends one history from what headquarters acknowledged to its end, batch by batch, and does what the answers ask. */
export class LineDrain {
  private readonly identity: BoxIdentity;
  private readonly room = new BatchRoom();
  private count = 0;
  private gaps = 0;

  constructor(
    private readonly parts: UploadParts,
    private readonly box: Box,
    private readonly state: UploadState,
  ) {
    const { instanceId, epoch, fork } = state;
    this.identity = { channelDatabaseId: box.identity.channelDatabaseId, instanceId, epoch, fork };
  }

  async run(signal?: AbortSignal): Promise<DrainOutcome> {
    let from: Point | undefined = { counter: this.state.acknowledgedCounter, head: this.state.acknowledgedHead };
    while (!signal?.aborted) {
      const records = (await uploadRange(this.parts.store.reader, this.state, from.counter, MOST_RECORDS)).filter((one) =>
        this.isOfRound(one),
      );
      await turn();
      const batch = uploadBatch(this.identity, records, from.head, this.room);
      if (!batch) break;
      const answer = await this.parts.exchange.upload(batch.bytes);
      if (!answer.ok) return answer.kind === 'refused' ? this.stuck(answer.reason) : { kind: 'line-failed', failure: answer };
      from = await this.settle(batch, answer.value);
      if (!from) return this.stuck(`headquarters answered ${answer.value.result} at ${answer.value.acknowledgedCounter}`);
      await this.parts.lineUse.spend(batch.bytes.length, signal);
      if (isEnd(records, from)) break;
    }
    return (await this.gapAfter(from)) ?? { kind: 'drained', count: this.count };
  }

  /** Of a box that is gone somebody may hold what comes next, or nobody; until it is here, what follows it cannot go up. */
  private async gapAfter({ counter }: Point): Promise<DrainOutcome | undefined> {
    if (this.isOwn()) return undefined;
    const next = await nextCounterAfter(this.parts.store.reader, this.state, counter);
    if (next === undefined || next === counter + 1) return undefined;
    return this.stuck(`records ${counter + 1} to ${next - 1} of the box before this one are missing`);
  }

  /** Where to go on; undefined when the answer contradicts what is stored here. */
  private async settle(batch: UploadBatch, answer: UploadAnswer): Promise<Point | undefined> {
    const point = { counter: answer.acknowledgedCounter, head: answer.head };
    const ownHead = await uploadHeadAt(this.parts.store.reader, this.state, point.counter);
    if (answer.result === 'gap') return this.goBack(point, ownHead);
    if (point.counter < batch.header.toCounter || (ownHead !== undefined && ownHead !== point.head)) return undefined;
    if (answer.result === 'accepted' && !hasSameTotals(batch, answer)) return undefined;
    await this.keep(answer, point, ownHead === undefined);
    this.count += batch.header.count;
    this.parts.onAcknowledged(point.counter);
    return point;
  }

  /** Headquarters lost what it had acknowledged, or never had it: it is sent again, as far as it is still here. */
  private goBack(point: Point, ownHead: string | undefined): Point | undefined {
    this.gaps += 1;
    if (ownHead === undefined || this.gaps > 1) return undefined;
    return { counter: point.counter, head: ownHead };
  }

  private async keep(answer: UploadAnswer, point: Point, isAhead: boolean): Promise<void> {
    const now = this.parts.clock.now();
    await this.parts.store.unitOfWork.run(async (tx) => {
      await acknowledge(tx, this.state, { ...point, at: now });
      await clearAlarm(tx, 'upload.stuck', this.name());
      if (answer.result === 'fork' && this.isOwn()) await adoptFork(tx, answer.fork, now);
      if (answer.result === 'superseded') {
        await markSuperseded(tx, this.state);
        if (this.isOwn()) await supersedeBox(tx, now);
      }
      if (isAhead && this.isOwn()) await presentAcknowledged(tx, point, now);
    });
  }

  /**
   * What the box numbers while a round is under way waits for the next: it may follow what a register gave back of a box before, and that
   * goes up first.
   */
  private isOfRound({ counter }: UploadRecord): boolean {
    return !this.isOwn() || counter <= this.box.lastCounter;
  }

  /** Whether this is the history the box numbers in now; others are only drained. */
  private isOwn(): boolean {
    const { instanceId, epoch, fork } = this.box.identity;
    return this.state.instanceId === instanceId && this.state.epoch === epoch && this.state.fork === fork;
  }

  private name(): string {
    const { instanceId, epoch, fork } = this.state;
    return `${instanceId}/${epoch}/${fork}`;
  }

  private async stuck(reason: string): Promise<DrainOutcome> {
    await this.parts.store.unitOfWork.run((tx) =>
      raiseAlarm(tx, { code: 'upload.stuck', subject: this.name(), details: { reason: reason.slice(0, 300) } }, this.parts.clock.now()),
    );
    return { kind: 'stuck', reason };
  }
}

/** What was born while a batch was under way waits for the next round: a busy store would send every handful by itself. */
function isEnd(read: readonly UploadRecord[], { counter }: Point): boolean {
  return read.length < MOST_RECORDS && counter >= (read.at(-1)?.counter ?? 0);
}

function hasSameTotals({ header }: UploadBatch, answer: Extract<UploadAnswer, { result: 'accepted' }>): boolean {
  const currencies = new Set([...Object.keys(header.sums), ...Object.keys(answer.sums)]);
  return (
    answer.count === header.count && [...currencies].every((currency) => (header.sums[currency] ?? '0') === (answer.sums[currency] ?? '0'))
  );
}
