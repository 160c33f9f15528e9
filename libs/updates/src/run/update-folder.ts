import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GateReason, Update, UpdateReasonCode, UpdateState } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { z } from 'zod';
import { updateOrder, type UpdateOrderFile } from './update-order';

const STATES = [
  'fetching', 'verifying', 'rehearsing', 'waiting', 'saving', 'switching', 'proving', 'undoing', 'good', 'undone', 'refused',
] as const satisfies readonly UpdateState[]; // prettier-ignore
const instant = z.number();
const reason = z.object({ code: z.custom<UpdateReasonCode>((code) => typeof code === 'string'), detail: z.string() });
const updateFile = z.object({
  updateId: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(STATES),
  switches: z.int(),
  reason: reason.nullable(),
  orderedAt: instant,
  changedAt: instant,
});

/** How far the step under way is, for whoever looks on. Losing it costs nothing. */
export interface UpdateProgress {
  readonly state: UpdateState;
  readonly text: string;
  readonly whyNot: readonly GateReason[];
}

/** What an ended update left to tell. */
export interface EndedUpdate extends Update {
  /** From the stop of the old release until the new one answered; null when it never switched. */
  readonly pauseMs: number | null;
  /** From the first thing that was found wrong until the old release answered again. */
  readonly returnMs: number | null;
}

/** Orders, the update under way and the ones before, as files that a cut leaves whole. Only the updater writes them but the order. */
export class UpdateFolder {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  order(): UpdateOrderFile | undefined {
    const text = readTextIfExists(this.path('order.json'));
    return text === undefined ? undefined : updateOrder.parse(JSON.parse(text));
  }

  placeOrder(order: UpdateOrderFile): void {
    writeFileAtomic(this.path('order.json'), `${JSON.stringify(order)}\n`);
  }

  dropOrder(): void {
    rmSync(this.path('order.json'), { force: true });
  }

  update(): Update | undefined {
    const text = readTextIfExists(this.path('update.json'));
    return text === undefined ? undefined : updateFile.parse(JSON.parse(text));
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
    return lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as EndedUpdate] : []));
  }

  addToHistory(ended: EndedUpdate): void {
    appendFileSync(this.path('history.jsonl'), `${JSON.stringify(ended)}\n`, { flush: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }
}
