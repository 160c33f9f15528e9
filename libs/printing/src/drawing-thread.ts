import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReceiptDocument } from '@app/commerce';
import type { DrawnPaper, Drawer } from './draw';

export interface DrawRequest {
  readonly id: number;
  readonly document: ReceiptDocument;
  readonly paper: DrawnPaper;
}

export type DrawAnswer = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly error: string });

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A thread nobody asked for so long ends and gives fonts and canvas back. */
const IDLE_MS = 60_000;

/** Heap of the thread in MiB; pictures are outside of it. */
const MAX_HEAP_MIB = 64;

/**
 * Draws receipts in a thread that begins with the first one: fonts and canvas take tens of megabytes that a store which
 * prints text never pays, and a picture never holds the event loop that sells.
 */
export class DrawingThread {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private ending: NodeJS.Timeout | undefined;

  readonly draw: Drawer = (document, paper) =>
    new Promise((resolve, reject) => {
      clearTimeout(this.ending);
      const worker = (this.worker ??= this.begin());
      const id = (this.lastId += 1);
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, document, paper } satisfies DrawRequest);
    });

  async close(): Promise<void> {
    clearTimeout(this.ending);
    await this.worker?.terminate();
  }

  private begin(): Worker {
    const worker = new Worker(join(__dirname, 'draw-worker.js'), { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB } });
    worker.unref();
    worker.on('message', (answer: DrawAnswer) => this.settle(answer));
    worker.on('error', (error: Error) => this.end(worker, error));
    worker.on('exit', (code) => this.end(worker, new Error(`the drawing thread ended with code ${code}`)));
    return worker;
  }

  private settle(answer: DrawAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('bytes' in answer) waiting?.resolve(answer.bytes);
    else waiting?.reject(new Error(answer.error));
    if (this.waiting.size === 0) this.ending = setTimeout(() => void this.worker?.terminate(), IDLE_MS).unref();
  }

  /** Who still waits is told; the next receipt begins a new thread. */
  private end(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
