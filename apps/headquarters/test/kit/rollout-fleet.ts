import type { EnrolmentAnswer, Heartbeat, HeartbeatAnswer, OrderedUpdate, UpdateReport } from '@app/protocol';
import { putChannelDatabase } from '../../src/company/channel-databases';
import { exchangeWith } from './enrolled-box';
import { answered, type ServedHeadquarters } from './exchange';
import { TestBox } from './test-box';

/** How a box does with the release it is ordered. */
export type Fate = 'good' | 'undone' | 'refused' | 'silent';

/** A box that takes orders as the exchange says: it speaks by heartbeats alone, and each beat is one step of its update. */
export class RolloutBox {
  version: string;
  fate: Fate = 'good';
  order: OrderedUpdate | null = null;
  private report: UpdateReport | null = null;

  constructor(
    readonly box: TestBox,
    private readonly headquarters: ServedHeadquarters,
    readonly traits: Readonly<Record<string, string>>,
  ) {
    this.version = traits['release'] ?? '1.0.0';
  }

  get isUnderWay(): boolean {
    return this.order !== null;
  }

  /** Says how it is, and takes what headquarters answers. A silent one that has an order says nothing any more. */
  async beat(): Promise<void> {
    if (this.fate === 'silent' && this.order) return;
    const body: Heartbeat = {
      at: this.headquarters.clock.now(), channelDatabaseId: this.box.channelDatabaseId, softwareVersion: this.version, isUnitRunning: true,
      waitingSales: 0, waitingAmounts: {}, oldestWaitingAt: null, causes: [], traits: this.traits,
      updates: { isPossible: true, last: this.report },
    }; // prettier-ignore
    const sent = { method: 'POST', path: '/exchange/v1/heartbeats', body: JSON.stringify(body), deadlineMs: 30_000 } as const;
    const client = this.headquarters.client(this.box.consoleKey, this.headquarters.clock);
    this.take(answered<HeartbeatAnswer | undefined>(await client.call(sent)).body?.update);
  }

  /** The update ends, as it is its fate. */
  end(): void {
    const { order, fate } = this;
    if (!order || fate === 'silent') return;
    const ends = {
      good: null,
      undone: { code: 'probe.failed', detail: '/ready 503' },
      refused: { code: 'rehearsal.differs', detail: 'tax' },
    };
    this.report = this.reported(order, fate, ends[fate]);
    this.order = null;
    if (fate === 'good') this.version = order.version;
  }

  private take(news: HeartbeatAnswer['update']): void {
    if (news && 'order' in news) {
      this.order = news.order;
      this.report = this.reported(news.order, 'waiting', null);
    } else if (news && this.order?.orderId === news.withdraw) {
      this.report = this.reported(this.order, 'refused', { code: 'order.withdrawn', detail: '' });
      this.order = null;
    }
  }

  private reported({ orderId, version }: OrderedUpdate, state: string, reason: UpdateReport['reason']): UpdateReport {
    return { orderId, state, from: this.version, to: version, reason, changedAt: this.headquarters.clock.now() };
  }
}

/** Enrols a store and its box for each of these traits. */
export async function enrolFleet(
  headquarters: ServedHeadquarters,
  fleet: readonly Readonly<Record<string, string>>[],
): Promise<RolloutBox[]> {
  const { call, issueCode } = exchangeWith(() => headquarters);
  const boxes: RolloutBox[] = [];
  for (const [at, traits] of fleet.entries()) {
    const channelDatabaseId = `store-${String(at + 1).padStart(4, '0')}`;
    const database = { channelDatabaseId, dataGroupId: 'harbour', name: channelDatabaseId, channelIds: [] };
    await headquarters.database.unitOfWork.run((tx) => putChannelDatabase(tx, database));
    const box = new TestBox(channelDatabaseId);
    const code = await issueCode({ channelDatabaseId, isReplacement: false });
    await call<EnrolmentAnswer>(box, 'POST', 'enrolments', box.enrolmentRequest(code));
    boxes.push(new RolloutBox(box, headquarters, traits));
  }
  return boxes;
}

/** Everybody beats, updates end, and everybody beats again, until nothing moves any more; at most so many rounds. */
export async function letPass(boxes: readonly RolloutBox[], rounds = 60): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await beatAll(boxes);
    const underWay = boxes.filter(({ isUnderWay, fate }) => isUnderWay && fate !== 'silent');
    if (underWay.length === 0) return;
    for (const box of underWay) box.end();
    await beatAll(underWay);
  }
}

const AT_ONCE = 20;

export async function beatAll(boxes: readonly RolloutBox[]): Promise<void> {
  for (let from = 0; from < boxes.length; from += AT_ONCE) await Promise.all(boxes.slice(from, from + AT_ONCE).map((box) => box.beat()));
}
