import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  hasEnded,
  UPDATE_ENDS,
  UPDATE_STEPS,
  type GateReason,
  type Update,
  type UpdateReason,
  type UpdateReasonCode,
  type UpdateState,
} from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { DomainError, type Instant } from '@app/kernel';
import { z } from 'zod';
import { updateOrder, type UpdateOrderFile } from './update-order';

const instant = z.number();
const reason = z.object({ code: z.custom<UpdateReasonCode>((code) => typeof code === 'string'), detail: z.string() });
const updateFile = z.object({
  updateId: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum([...UPDATE_STEPS, 'undoing', ...UPDATE_ENDS]),
  switches: z.int(),
  reason: reason.nullable(),
  orderedAt: instant,
  changedAt: instant,
});

/** How far the step under way is, for whoever looks on. Losing it costs nothing. */
export interface UpdateProgress {
  readonly state: UpdateState;
  /** For a technician. */
  readonly text: string;
  readonly whyNot: readonly GateReason[];
  /** Of fetching. */
  readonly bytes?: { readonly done: number; readonly total: number };
  /** What the step waits for; it goes on by itself. */
  readonly trouble?: UpdateReason;
  /** When a new release has proven itself, if nothing is found. */
  readonly endsAt?: Instant;
}

/** What the signed metadata offered when it was looked at last. */
export interface OfferedReleases {
  /** When it was believed last; null while it never was. */
  readonly seenAt: Instant | null;
  /** Until when that may be believed; null while nothing was. */
  readonly validUntil: Instant | null;
  /** For the platform of this box, newest first. */
  readonly versions: readonly string[];
  /** Why the last look brought nothing; null when it did. */
  readonly failure: (UpdateReason & { readonly at: Instant }) | null;
}

/** What an ended update left to tell. */
export interface EndedUpdate extends Update {
  /** From the stop of the old release until the new one answered; null when it never switched. */
  readonly pauseMs: number | null;
  /** From the first thing that was found wrong until the old release answered again. */
  readonly returnMs: number | null;
  /** Absent in entries of an older release, as is the next. */
  readonly kind?: UpdateOrderFile['kind'];
  readonly orderedBy?: string | null;
}

const cancellation = z.object({ orderId: z.string(), by: z.string().nullable() });

function orderIn(text: string): UpdateOrderFile | undefined {
  try {
    return updateOrder.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** None in a line that is empty or was not written to its end. */
function endedIn(line: string): EndedUpdate[] {
  try {
    return [JSON.parse(line) as EndedUpdate];
  } catch {
    return [];
  }
}

/** Orders, the update under way and the ones before, as files that a cut leaves whole. Only the updater writes them but the order. */
export class UpdateFolder {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Whoever writes into this folder may order; what is no order counts as none. */
  order(): UpdateOrderFile | undefined {
    const text = readTextIfExists(this.path('order.json'));
    return text === undefined ? undefined : orderIn(text);
  }

  placeOrder(order: UpdateOrderFile): void {
    writeFileAtomic(this.path('order.json'), `${JSON.stringify(order)}\n`);
  }

  dropOrder(): void {
    rmSync(this.path('order.json'), { force: true });
  }

  /** Who carries the order out gives it up at the next moment at which that is possible. */
  cancel(orderId: string, by: string | null): void {
    writeFileAtomic(this.path('cancelled.json'), `${JSON.stringify({ orderId, by })}\n`);
  }

  /** Throws the reason `asked` when somebody wants this order no more. */
  throwIfCancelled(orderId: string): void {
    const text = readTextIfExists(this.path('cancelled.json'));
    const asked = text === undefined ? undefined : cancellation.parse(JSON.parse(text));
    if (asked?.orderId === orderId) throw new DomainError('asked', `cancelled by ${asked.by ?? 'somebody'}`);
  }

  /** Asks for a look at what the signed metadata offers. */
  askForLook(): void {
    writeFileAtomic(this.path('look.json'), '{}\n');
  }

  isLookAskedFor(): boolean {
    return existsSync(this.path('look.json'));
  }

  dropLook(): void {
    rmSync(this.path('look.json'), { force: true });
  }

  /** What was found stays; a look that failed keeps what was seen before. */
  noteLook(looked: Omit<OfferedReleases, 'failure'> | NonNullable<OfferedReleases['failure']>): void {
    const before = this.offered() ?? { seenAt: null, validUntil: null, versions: [] };
    const offered = 'code' in looked ? { ...before, failure: looked } : { ...looked, failure: null };
    writeFileAtomic(this.path('offered.json'), `${JSON.stringify(offered)}\n`);
  }

  offered(): OfferedReleases | undefined {
    const text = readTextIfExists(this.path('offered.json'));
    return text === undefined ? undefined : (JSON.parse(text) as OfferedReleases);
  }

  update(): Update | undefined {
    const text = readTextIfExists(this.path('update.json'));
    return text === undefined ? undefined : updateFile.parse(JSON.parse(text));
  }

  /** The one that somebody carries out and that has not ended; undefined where there is none. */
  underWay(): Update | undefined {
    const update = this.update();
    return update && !hasEnded(update.state) ? update : undefined;
  }

  /** On disk when this returns. */
  save(update: Update): void {
    writeFileAtomic(this.path('update.json'), `${JSON.stringify(update)}\n`);
  }

  progress(): UpdateProgress | undefined {
    const text = readTextIfExists(this.path('progress.json'));
    return text === undefined ? undefined : (JSON.parse(text) as UpdateProgress);
  }

  tell(progress: UpdateProgress): void {
    writeFileAtomic(this.path('progress.json'), `${JSON.stringify(progress)}\n`);
  }

  /** A fact a step of this update found out and a later one needs, also after a cut. */
  fact(name: string): unknown {
    const text = readTextIfExists(this.path(`fact-${name}.json`));
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  saveFact(name: string, fact: unknown): void {
    writeFileAtomic(this.path(`fact-${name}.json`), `${JSON.stringify(fact)}\n`);
  }

  dropFact(name: string): void {
    rmSync(this.path(`fact-${name}.json`), { force: true });
  }

  /** Before another update begins. */
  forgetFacts(): void {
    for (const name of readdirSync(this.folder)) if (name.startsWith('fact-')) rmSync(this.path(name));
  }

  /** Oldest first. */
  history(): EndedUpdate[] {
    const file = this.path('history.jsonl');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return lines.flatMap(endedIn);
  }

  /** On a line of its own, whatever a cut or a full disk left of the one before. */
  addToHistory(ended: EndedUpdate): void {
    appendFileSync(this.path('history.jsonl'), `\n${JSON.stringify(ended)}\n`, { flush: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }
}
