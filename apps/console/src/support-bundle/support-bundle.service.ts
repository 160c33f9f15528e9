import { createReadStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { writeFileAtomic } from '@app/files';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import { lazily, redact } from '@app/platform';
import type * as Yazl from 'yazl';
import { z } from 'zod';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { FixupsService } from '../fixups/fixups.service';
import { Observer } from '../observation/observer';
import { ManagementClient } from '../scale-unit/management-client';
import { BUNDLE_PARTS, type BundlePart, type BundleSources } from './bundle-parts';

const HOUR_MS = 3_600_000;

/** A part as it would go out. */
export interface CollectedPart {
  readonly name: string;
  readonly title: string;
  readonly sizeBytes: number;
  /** Why it is empty; null when it is not. */
  readonly missing: string | null;
}

export interface Collection {
  readonly collectedAt: Instant;
  readonly parts: readonly CollectedPart[];
}

const collection = z.object({
  collectedAt: z.number(),
  parts: z.array(z.object({ name: z.string(), title: z.string(), sizeBytes: z.number(), missing: z.string().nullable() })),
});

/**
 * What support is sent. First it is collected into files, which a person can look at; the bundle is made of these files and of nothing
 * else. They are gone after an hour.
 */
@Injectable()
export class SupportBundle implements OnApplicationShutdown {
  private readonly folder: string;
  private collecting: Promise<Collection> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(FixupsService) private readonly fixups: FixupsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.folder = join(settings.dataDir, 'console', 'support-bundle');
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /** Who asks while it is being collected gets the same. */
  collect(): Promise<Collection> {
    this.collecting ??= this.collectParts().finally(() => (this.collecting = undefined));
    return this.collecting;
  }

  /** What was collected in the last hour; undefined when nothing was. */
  async collected(): Promise<Collection | undefined> {
    const text = await readFile(join(this.folder, 'collection.json'), 'utf8').catch(() => undefined);
    const found = text === undefined ? undefined : collection.parse(JSON.parse(text));
    return found && this.clock.now() - found.collectedAt < HOUR_MS ? found : undefined;
  }

  /** At most so many bytes of a part from `offset`, and its whole size. */
  async read(name: string, offset: number, limitBytes: number): Promise<{ readonly text: string; readonly sizeBytes: number }> {
    await this.wanted(name);
    const file = await open(join(this.folder, name));
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(limitBytes), 0, limitBytes, offset);
      return { text: buffer.toString('utf8', 0, bytesRead), sizeBytes: (await file.stat()).size };
    } finally {
      await file.close();
    }
  }

  /** A zip of what was collected. */
  async zip(): Promise<Readable> {
    const { parts, collectedAt } = (await this.collected()) ?? nothing();
    const file = new (yazl().ZipFile)();
    for (const { name } of parts) file.addReadStreamLazy(name, { mtime: new Date(collectedAt) }, (give) => give(null, createReadStream(join(this.folder, name))));
    file.end();
    return file.outputStream as Readable;
  } // prettier-ignore

  private async wanted(name: string): Promise<void> {
    const { parts } = (await this.collected()) ?? nothing();
    if (!parts.some((part) => part.name === name)) throw new DomainError('support-bundle.unknown-part', 'The bundle has no such part.');
  }

  private async collectParts(): Promise<Collection> {
    this.empty();
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const { settings, unit, observer, fixups } = this;
    const sources: BundleSources = { settings, unit, observer, fixups, now: this.clock.now() };
    const parts: CollectedPart[] = [];
    for (const part of BUNDLE_PARTS) parts.push(await this.collectPart(part, sources));
    const made = { collectedAt: sources.now, parts };
    writeFileAtomic(join(this.folder, 'collection.json'), JSON.stringify(made), { mode: 0o600 });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.empty(), HOUR_MS).unref();
    return made;
  }

  private async collectPart(part: BundlePart, sources: BundleSources): Promise<CollectedPart> {
    const path = join(this.folder, part.name);
    const { name, title } = part;
    try {
      await writeRedacted(path, part.write(sources));
      return { name, title, sizeBytes: statSync(path).size, missing: null };
    } catch (error) {
      const missing = redact(error instanceof Error ? error.message : String(error));
      writeFileAtomic(path, `${missing}\n`, { mode: 0o600 });
      return { name, title, sizeBytes: statSync(path).size, missing };
    }
  }

  private empty(): void {
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
  }
}

function nothing(): never {
  throw new DomainError('support-bundle.not-collected', 'Nothing was collected in the last hour.');
}

async function writeRedacted(path: string, content: AsyncIterable<string> | Promise<unknown>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    if (content instanceof Promise) return await file.writeFile(redact(`${JSON.stringify(await content, withTimes, 2)}\n`));
    for await (const text of content) await file.write(redact(text));
  } finally {
    await file.close();
  }
}

/** Times as people read them; a number of 13 digits could also be masked for a card. */
function withTimes(key: string, value: unknown): unknown {
  return typeof value === 'number' && /(?:^at|^now|At|since|Since|Now|Until)$/.test(key) ? new Date(value).toISOString() : value;
}

/** Loaded by who makes a bundle: the console stays small for all the others. */
const yazl = lazily<typeof Yazl>('yazl');
