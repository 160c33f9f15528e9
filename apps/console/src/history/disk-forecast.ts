import { Inject, Injectable } from '@nestjs/common';
import { diskFullAt, type FreeSpace } from '@app/appliance';
import type { Instant } from '@app/kernel';
import { MetricHistory } from './metric-history';

const LOOKS_BACK_MS = 48 * 3_600_000;
const AGAIN_AFTER_MS = 10 * 60_000;

/** When the disk of the data will be full, from the last two days. */
@Injectable()
export class DiskForecast {
  private known: { readonly at: Instant; readonly fullAt: Instant | null } | undefined;

  constructor(@Inject(MetricHistory) private readonly history: MetricHistory) {}

  fullAt(now: Instant): Instant | null {
    if (!this.known || Math.abs(now - this.known.at) >= AGAIN_AFTER_MS) this.known = { at: now, fullAt: diskFullAt(this.seen(now)) };
    return this.known.fullAt;
  }

  private seen(now: Instant): FreeSpace[] {
    const pages = [...this.history.pages({ after: now - LOOKS_BACK_MS, until: now })];
    return pages
      .flat()
      .flatMap(({ at, figures: { store_disk_free_bytes: freeBytes } }) => (freeBytes === undefined ? [] : { at, freeBytes }));
  }
}
