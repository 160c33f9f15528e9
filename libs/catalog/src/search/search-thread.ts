import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { catalogError } from '../errors';
import type { FoundProducts, ProductFinder, ProductSearch } from './find-products';

export interface SearchRequest {
  readonly id: number;
  readonly search: ProductSearch;
}

export type SearchReply = { readonly id: number } & ({ readonly found: FoundProducts } | { readonly failure: string });

interface Waiting {
  readonly resolve: (found: FoundProducts) => void;
  readonly reject: (error: Error) => void;
}

const HEAP = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };
/** Searches that wait for their turn; each takes some milliseconds. */
const MOST_WAITING = 64;
/** An idle box keeps no second heap. */
const ENDS_AFTER_MS = 60_000;

/**
 * Searches in a thread of its own, so that nobody who pays waits for somebody who looks. It begins with the first search and ends when
 * none came for a minute.
 */
export class SearchThread {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, Waiting>();
  private ending: NodeJS.Timeout | undefined;

  constructor(private readonly directory: string) {}

  readonly find: ProductFinder = (search) =>
    new Promise((resolve, reject) => {
      if (this.waiting.size >= MOST_WAITING) return reject(catalogError('search.busy', 'too many searches wait', { retryable: true }));
      const request: SearchRequest = { id: (this.lastId += 1), search };
      this.waiting.set(request.id, { resolve, reject });
      clearTimeout(this.ending);
      (this.worker ??= this.begin()).postMessage(request);
    });

  async close(): Promise<void> {
    clearTimeout(this.ending);
    const ended = this.worker;
    this.worker = undefined;
    await ended?.terminate();
  }

  private begin(): Worker {
    const worker = new Worker(join(__dirname, 'search-worker.js'), { workerData: this.directory, resourceLimits: HEAP });
    worker.unref();
    worker.on('message', (reply: SearchReply) => this.settle(reply));
    worker.on('error', (error) => this.failed(worker, asError(error)));
    worker.on('exit', () => this.failed(worker, new Error('the search thread ended')));
    return worker;
  }

  private settle(reply: SearchReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ('found' in reply) waiting?.resolve(reply.found);
    else waiting?.reject(new Error(reply.failure));
    if (this.waiting.size === 0) this.ending = setTimeout(() => void this.close(), ENDS_AFTER_MS).unref();
  }

  /** The next search begins another thread. */
  private failed(worker: Worker, error: Error): void {
    if (this.worker !== worker && this.worker !== undefined) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
