import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { mayBeGivenUp, type Update } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { DomainError, type Clock } from '@app/kernel';
import { PROCESS_CONTROL, type ProcessControl } from '@app/platform';
import { orderedUpdate, type BoxUpdates, type OrderedUpdate, type UpdateReport } from '@app/protocol';
import { cancelOrder, placeOrder, releaseBefore, UpdateFolder } from '@app/updates';
import { z } from 'zod';
import { AuditTrail } from '../audit/audit-trail';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { SOFTWARE_VERSION } from '../software-version';
import { refusalOf, type OrderFacts } from './judge-order';

const UPDATER = 'updater';
const WHO = 'Headquarters';
const LONGEST_CODE = 60;
const LONGEST_DETAIL = 300;

/** The order of headquarters that this box heard last. */
const kept = z.object({
  orderId: z.string(),
  version: z.string().nullable(),
  refusal: z.object({ code: z.string(), detail: z.string(), at: z.number() }).nullable(),
  isWithdrawn: z.boolean(),
});
type KeptOrder = Readonly<z.output<typeof kept>>;

/** The rest is judged part by part, so that what is wrong can be said of the order it is wrong with. */
const news = z.object({ update: z.object({ order: z.unknown().optional(), withdraw: z.uuid().optional() }).optional() });
const named = z.object({ orderId: z.uuid() });

/**
 * Orders that come with the answers of headquarters: a version and when, and nothing else. They are placed as a person's at this console are, and
 * headquarters hears with each beat what became of them. What a release is and whether it is genuine it cannot say.
 */
@Injectable()
export class HeadquartersOrders {
  private readonly files: UpdateFolder;
  private readonly path: string;
  private readonly start = () => this.processes.start(UPDATER);

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(PROCESS_CONTROL) private readonly processes: ProcessControl,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {
    this.files = new UpdateFolder(join(settings.dataDir, 'updates'));
    this.path = join(settings.dataDir, 'console', 'headquarters-order.json');
  }

  /** How far the last order of headquarters is. */
  report(): BoxUpdates {
    return { isPossible: this.isPossible, last: this.lastReport() ?? null };
  }

  /** Takes what an answer says about updates, if it says anything. Throws when the order cannot be placed now: it comes again. */
  async take(answer: unknown): Promise<void> {
    const { update } = news.parse(answer);
    if (update?.withdraw !== undefined) return this.withdraw(update.withdraw);
    const orderId = named.safeParse(update?.order).data?.orderId;
    if (orderId === undefined || this.lastReport()?.orderId === orderId) return;
    const { data, error } = orderedUpdate.safeParse(update?.order);
    if (error) return this.refuse(orderId, null, { code: 'order.malformed', detail: partsIn(error) });
    await this.takeOrder(data);
  }

  private async takeOrder(order: OrderedUpdate): Promise<void> {
    const { orderId, version } = order;
    const refusal = refusalOf(order, this.facts());
    if (refusal) return this.refuse(orderId, version, refusal);
    // Without a place it is known by no one: then it comes again with the next answer.
    this.keep({ orderId, version, refusal: null, isWithdrawn: false });
    try {
      await placeOrder(this.files, { ...order, orderedBy: WHO }, { running: SOFTWARE_VERSION, start: this.start });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'update.under-way') return;
      throw error;
    }
    await this.note('update.order', version, null);
  }

  private facts(): OrderFacts {
    const { isPossible } = this;
    return { now: this.clock.now(), isPossible, running: SOFTWARE_VERSION, previous: releaseBefore(this.files) };
  }

  /** What has begun to switch goes on to its own end. Asked for with every beat until it has ended, so a cut or a launcher that is away does no harm. */
  private async withdraw(orderId: string): Promise<void> {
    const known = this.kept();
    if (known?.orderId !== orderId) return;
    const update = this.updateOf(orderId);
    const isBefore = update ? mayBeGivenUp(update.state) : this.isPlaced(orderId);
    if (!isBefore) return;
    if (!known.isWithdrawn) await this.note('update.cancel', known.version, null);
    this.keep({ ...known, isWithdrawn: true });
    await cancelOrder(this.files, WHO, this.start);
  }

  private async refuse(orderId: string, version: string | null, { code, detail }: { code: string; detail: string }): Promise<void> {
    this.keep({ orderId, version, refusal: { code, detail, at: this.clock.now() }, isWithdrawn: false });
    await this.note('update.order', version, code);
  }

  /** Where a platform swaps the image, it is the platform that is told which. */
  private get isPossible(): boolean {
    return this.settings.updateMode === 'slots' && this.settings.updaterUrl !== undefined;
  }

  private lastReport(): UpdateReport | undefined {
    const known = this.kept();
    if (!known) return undefined;
    const { orderId, version, refusal } = known;
    const nothingYet = { orderId, from: SOFTWARE_VERSION, to: version };
    if (refusal) return { ...nothingYet, state: 'refused', reason: { code: refusal.code, detail: refusal.detail }, changedAt: refusal.at };
    const update = this.updateOf(orderId);
    if (update) return reportOf(update, known);
    return this.isPlaced(orderId) ? { ...nothingYet, state: 'ordered', reason: null, changedAt: this.clock.now() } : undefined;
  }

  /** Under way, or ended at some time. */
  private updateOf(orderId: string): Update | undefined {
    const update = this.files.underWay();
    if (update?.updateId === orderId) return update;
    return this.files.history().findLast(({ updateId }) => updateId === orderId);
  }

  private isPlaced(orderId: string): boolean {
    return this.files.order()?.orderId === orderId;
  }

  private kept(): KeptOrder | undefined {
    const text = readTextIfExists(this.path);
    return text === undefined ? undefined : kept.parse(JSON.parse(text));
  }

  private keep(order: KeptOrder): void {
    writeFileAtomic(this.path, `${JSON.stringify(order)}\n`);
  }

  private note(action: string, version: string | null, code: string | null): Promise<void> {
    return this.audit.append({
      at: this.clock.now(), who: WHO, action, subject: version, outcome: code === null ? 'done' : 'refused', code, from: null, correlationId: null,
    }); // prettier-ignore
  }
}

function reportOf({ updateId, from, to, state, reason, changedAt }: Update, { isWithdrawn }: KeptOrder): UpdateReport {
  const code = reason?.code === 'asked' && isWithdrawn ? 'order.withdrawn' : reason?.code;
  const told = reason && { code: (code ?? reason.code).slice(0, LONGEST_CODE), detail: reason.detail.slice(0, LONGEST_DETAIL) };
  return { orderId: updateId, from, to, state, reason: told, changedAt };
}

/** Which parts of an order do not fit, without repeating what stands in them. */
const partsIn = ({ issues }: z.ZodError): string =>
  issues.map(({ path, code }) => `/${path.join('/')}: ${code}`).join('; ').slice(0, LONGEST_DETAIL); // prettier-ignore
