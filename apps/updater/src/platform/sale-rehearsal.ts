import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { DomainError, systemClock } from '@app/kernel';
import { makeShadow, type ShadowSeller } from '../shadow/make-shadow';
import { requireAlike, sellOnCopy, sellWithBoth, type RehearsalParts } from '../shadow/rehearsal';
import type { Rehearsed } from '../shadow/synthetic-sale';
import { ownRelease } from '../own-release';

/** Prices and days go on: what was recorded longer ago says nothing about a release. */
const VALID_MS = 3_600_000;

interface ExpectedSale {
  readonly version: string;
  readonly at: number;
  readonly seller: ShadowSeller;
  readonly sold: Rehearsed;
}

/**
 * The synthetic sale where old and new release are never there together: the old one leaves what it sold on a copy of the store, and the copy
 * as it was before, and the new one has to sell the same on it.
 */
export class SaleRehearsal {
  private readonly own = ownRelease(__dirname);
  private readonly folder: string;

  constructor(private readonly parts: RehearsalParts) {
    this.folder = parts.files.path('expected');
  }

  /** This release sells, and leaves what it sold. */
  async record(): Promise<void> {
    this.requireFile();
    this.forget();
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const seller = await makeShadow(join(this.parts.settings.dataDir, 'scale-unit'), this.path('copy'));
    const expected: ExpectedSale = { version: this.own.version, at: systemClock.now(), seller, sold: await this.sell(seller) };
    writeFileAtomic(this.path('sale.json'), JSON.stringify(expected));
  }

  /** This release has to sell what was recorded. Throws a coded refusal that says the difference. Answers by which version it was measured. */
  async compare(): Promise<string> {
    const text = readTextIfExists(this.path('sale.json'));
    const expected = text === undefined ? undefined : (JSON.parse(text) as ExpectedSale);
    if (!expected || systemClock.now() - expected.at > VALID_MS)
      throw new DomainError('rehearsal.not-recorded', 'nothing was recorded within the last hour: rehearse --record');
    await requireAlike(async () => ({ old: expected.sold, fresh: await this.sell(expected.seller) }));
    this.forget();
    return expected.version;
  }

  /** Both releases are there, the other one in this folder. */
  async compareWith(release: string): Promise<void> {
    this.requireFile();
    await requireAlike(() => sellWithBoth(this.parts, { old: release, fresh: this.own.path }));
  }

  private requireFile(): void {
    if (this.parts.settings.storeUrl)
      throw new DomainError('rehearsal.no-file', 'a store on SQL Server is no file that could be copied: the proof alone decides');
  }

  private async sell(seller: ShadowSeller): Promise<Rehearsed> {
    cpSync(this.path('copy'), this.path('sold-on'), { recursive: true });
    try {
      return await sellOnCopy(this.parts, this.own.path, this.path('sold-on'), seller);
    } finally {
      rmSync(this.path('sold-on'), { recursive: true, force: true });
    }
  }

  private forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}
