import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { redact } from '@app/platform';
import { SETTINGS, type ConsoleSettings } from '../config';
import { auditEntry, type AuditEntry } from './audit-entry';

const FILE_BYTES = 524_288;
/** The one that is written and those before it: two megabytes, some ten thousand actions. */
const FILES = 4;
const NEWLINE = 10;

/** What was done at this console, by whom, and what came of it: lines that are only ever added, and on the disk when `append` is over. */
@Injectable()
export class AuditTrail {
  private readonly folder: string;
  private last: Promise<void> = Promise.resolve();

  constructor(@Inject(SETTINGS) { dataDir }: ConsoleSettings) {
    this.folder = join(dataDir, 'console', 'audit');
  }

  append(entry: AuditEntry): Promise<void> {
    const appended = this.last.then(() => this.write(`${JSON.stringify(withoutSecrets(entry))}\n`));
    this.last = appended.catch(() => undefined);
    return appended;
  }

  /** The newest entries before a moment, newest first. */
  async newest(count: number, before = Infinity): Promise<AuditEntry[]> {
    await this.last;
    const found: AuditEntry[] = [];
    for (let age = 0; age < FILES && found.length < count; age += 1) {
      const lines = (await textOf(this.pathOf(age))).split('\n').reverse();
      found.push(...lines.flatMap(entryIn).filter(({ at }) => at < before));
    }
    return found.slice(0, count);
  }

  private async write(line: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if ((await sizeOf(this.pathOf(0))) + line.length > FILE_BYTES) await this.turnOver();
    const file = await open(this.pathOf(0), 'a+', 0o600);
    try {
      const { size } = await file.stat();
      // A cut may have left half a line; it stays as it is, on a line of its own.
      const isCut = size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0] !== NEWLINE;
      await file.appendFile(isCut ? `\n${line}` : line);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  private async turnOver(): Promise<void> {
    for (let age = FILES - 2; age >= 0; age -= 1) await rename(this.pathOf(age), this.pathOf(age + 1)).catch(ifMissing);
  }

  private pathOf(age: number): string {
    return join(this.folder, age === 0 ? 'audit.jsonl' : `audit.${age}.jsonl`);
  }
}

/** People type names and callers bring ids: what of it looks like a secret or a card number stays out. */
function withoutSecrets(entry: AuditEntry): AuditEntry {
  const safe = (text: string | null): string | null => text && redact(text);
  return { ...entry, who: safe(entry.who), subject: safe(entry.subject), correlationId: safe(entry.correlationId) };
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

const textOf = async (path: string): Promise<string> => (await readFile(path, 'utf8').catch(ifMissing)) ?? '';
const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(ifMissing))?.size ?? 0;

function entryIn(line: string): AuditEntry[] {
  try {
    const read = auditEntry.safeParse(JSON.parse(line));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}
