import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { PaymentAnswer, PaymentRequest, ReversalAnswer, ReversalRequest } from './messages';

/** One fact per line. What a terminal knows after a crash is what these lines say. */
export type Entry =
  | { readonly what: 'payment-begun'; readonly at: number; readonly request: PaymentRequest }
  | { readonly what: 'payment-decided'; readonly at: number; readonly answer: PaymentAnswer }
  | { readonly what: 'reversal-decided'; readonly at: number; readonly request: ReversalRequest; readonly answer: ReversalAnswer }
  | { readonly what: 'closed-by-query'; readonly at: number; readonly attemptId: string };

/** The terminal's memory: an append-only file of JSON lines; `append` returns once the line is on disk. */
export class Ledger {
  private readonly file: number;

  private constructor(
    path: string,
    readonly entries: Entry[],
  ) {
    this.file = openSync(path, 'a');
  }

  /** Reads what is there; half a last line is what a crash left of an entry nobody was told about, and is cut off. */
  static open(path: string): Ledger {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    const lines = whole.split('\n').filter((line) => line !== '');
    return new Ledger(
      path,
      lines.map((line) => JSON.parse(line) as Entry),
    );
  }

  append(entry: Entry): void {
    writeSync(this.file, `${JSON.stringify(entry)}\n`);
    fdatasyncSync(this.file);
    this.entries.push(entry);
  }

  close(): void {
    closeSync(this.file);
  }
}
