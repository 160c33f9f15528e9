import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

const FILE_BYTES = 4_194_304;
/** With the console's as many and two small ones of the launcher all logs of a box stay below 50 MiB. */
const FILES = 5;
/** While the disk takes nothing, this much waits; then lines are lost before sales are. */
const WAITING_BYTES = 1_048_576;

interface RotatingFileOptions {
  readonly folder: string;
  readonly name: string;
  readonly fileBytes?: number;
  readonly files?: number;
}

/**
 * Lines of one process in numbered files, `scale-unit.000017.log`: a file that is full is followed by the next, and the oldest goes.
 * Written in the background; a disk that refuses is no fault of the process.
 */
export class RotatingFile {
  private readonly options: Required<RotatingFileOptions>;
  private readonly stream: ReturnType<typeof pino.destination>;
  private number: number;
  private bytes: number;

  constructor({ fileBytes = FILE_BYTES, files = FILES, ...options }: RotatingFileOptions) {
    this.options = { ...options, fileBytes, files };
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    this.number = Math.max(1, ...logFilesOf(options.folder, options.name));
    this.bytes = statSync(this.path(), { throwIfNoEntry: false })?.size ?? 0;
    this.stream = pino.destination({ dest: this.path(), sync: false, mode: 0o600, maxLength: WAITING_BYTES });
    this.stream.on('error', () => undefined);
  }

  write(line: string): void {
    if (this.bytes >= this.options.fileBytes) this.turnOver();
    this.bytes += Buffer.byteLength(line);
    this.stream.write(line);
  }

  /** What was written is with the operating system when it returns; called by pino before a process ends itself. */
  flushSync(): void {
    try {
      this.stream.flushSync();
    } catch {
      // The file is not open yet, or the disk refuses. The line stands on standard output.
    }
  }

  private turnOver(): void {
    this.number += 1;
    this.bytes = 0;
    this.stream.reopen(this.path());
    const { folder, name, files } = this.options;
    const old = logFilesOf(folder, name).filter((number) => number <= this.number - files);
    for (const number of old) rmSync(join(folder, logFileName(name, number)), { force: true });
  }

  private path(): string {
    return join(this.options.folder, logFileName(this.options.name, this.number));
  }
}

/** Digits that sort as text, and stay sortable beyond them. */
export const logFileName = (name: string, number: number): string => `${name}.${String(number).padStart(6, '0')}.log`;

/** Numbers of the files that a process has, oldest first. */
export function logFilesOf(folder: string, name: string): number[] {
  const pattern = new RegExp(`^${RegExp.escape(name)}\\.(\\d{6,})\\.log$`);
  const numbers = readdirSync(folder).flatMap((file) => pattern.exec(file)?.slice(1).map(Number) ?? []);
  return numbers.toSorted((a, b) => a - b);
}
