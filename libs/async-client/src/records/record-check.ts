import { digestsBetween, findBox, firstCounterSince, uploadStates, type NamedRecord, type Stream, type UploadState } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { GENESIS, headAfter, type BoxIdentity } from '@app/protocol';
import type { CounterRange, ExchangeClient, ExchangeFailure, ExchangeResult } from '../wire/exchange-client';
import { noteFindings, noteHeld, type Findings } from './lost-records';

export type RecordCheckRound =
  | {
      readonly kind: 'done';
      readonly recordCount: number;
      readonly missing: readonly NamedRecord[];
      readonly different: readonly NamedRecord[];
    }
  | { readonly kind: 'line-failed'; readonly failure: ExchangeFailure };

interface Parts {
  readonly store: Database;
  readonly exchange: ExchangeClient;
  readonly clock: Clock;
}

/** Records of the last so many days are compared; older ones were, every day. */
const DAYS = 30;
const DAY_MS = 86_400_000;
/** Counters per range, from the first look to the one after which records are asked for one by one. */
const WIDTHS = [1_000, 50] as const;
const RANGES_PER_QUESTION = 32;

/** Compares what headquarters acknowledged of the last weeks with what it holds: ranges first, then only what is in those that differ. */
export class RecordCheck {
  constructor(private readonly parts: Parts) {}

  async run(): Promise<RecordCheckRound> {
    const { store } = this.parts;
    const box = await findBox(store.reader);
    const [missing, different]: [NamedRecord[], NamedRecord[]] = [[], []];
    let recordCount = 0;
    for (const state of box ? await uploadStates(store.reader) : []) {
      const round = await this.check({ ...streamOf(state), channelDatabaseId: box?.identity.channelDatabaseId ?? '' }, state);
      if (round.kind === 'line-failed') return round;
      recordCount += round.recordCount;
      missing.push(...round.missing);
      different.push(...round.different);
    }
    return { kind: 'done', recordCount, missing, different };
  }

  private async check(box: BoxIdentity, { acknowledgedCounter }: UploadState): Promise<RecordCheckRound> {
    const { store, clock } = this.parts;
    const first = await firstCounterSince(store.reader, box, clock.now() - DAYS * DAY_MS, acknowledgedCounter);
    let suspects: CounterRange[] = first > acknowledgedCounter ? [] : [{ fromCounter: first, toCounter: acknowledgedCounter }];
    for (const width of WIDTHS) {
      const answer = await this.differing(box, suspects.flatMap((range) => split(range, width))); // prettier-ignore
      if (!answer.ok) return { kind: 'line-failed', failure: answer };
      suspects = [...answer.value];
    }
    const recordCount = acknowledgedCounter - first + 1;
    const isEqual = (counter: number) =>
      counter >= first && counter <= acknowledgedCounter && !suspects.some((range) => isIn(range, counter));
    await noteHeld(store, box, isEqual);
    const found = await this.prove(box, suspects);
    return found.ok ? { kind: 'done', recordCount, ...found.value } : { kind: 'line-failed', failure: found };
  }

  private async differing(box: BoxIdentity, ranges: readonly CounterRange[]): Promise<ExchangeResult<CounterRange[]>> {
    const differing: CounterRange[] = [];
    for (let at = 0; at < ranges.length; at += RANGES_PER_QUESTION) {
      const asked = ranges.slice(at, at + RANGES_PER_QUESTION);
      const answer = await this.parts.exchange.ranges(box, asked);
      if (!answer.ok) return answer;
      for (const range of asked) {
        const theirs = answer.value.ranges.find(({ fromCounter }) => fromCounter === range.fromCounter);
        const own = await digestsBetween(this.parts.store.reader, box, range);
        const digest = headAfter(GENESIS, own.map((record) => record.digest)); // prettier-ignore
        if (theirs?.count !== own.length || theirs.digest !== digest) differing.push(range);
      }
    }
    return { ok: true, value: differing };
  }

  private async prove(
    box: BoxIdentity,
    ranges: readonly CounterRange[],
  ): Promise<ExchangeResult<{ missing: NamedRecord[]; different: NamedRecord[] }>> {
    const { store, exchange, clock } = this.parts;
    const [missing, different]: [NamedRecord[], NamedRecord[]] = [[], []];
    for (const range of ranges) {
      const records = await digestsBetween(store.reader, box, range);
      const answer = await exchange.proof({ box, records });
      if (!answer.ok) return answer;
      const findings: Findings = answer.value;
      const named = await noteFindings(store, box, records.map(({ counter }) => counter), findings, clock.now()); // prettier-ignore
      missing.push(...named.missing);
      different.push(...named.different);
    }
    return { ok: true, value: { missing, different } };
  }
}

const isIn = ({ fromCounter, toCounter }: CounterRange, counter: number): boolean => counter >= fromCounter && counter <= toCounter;
const streamOf = ({ instanceId, epoch, fork }: Stream): Stream => ({ instanceId, epoch, fork });

function split({ fromCounter, toCounter }: CounterRange, width: number): CounterRange[] {
  const parts: CounterRange[] = [];
  for (let from = fromCounter; from <= toCounter; from += width)
    parts.push({ fromCounter: from, toCounter: Math.min(toCounter, from + width - 1) });
  return parts;
}
