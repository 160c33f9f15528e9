import { Inject, Injectable } from '@nestjs/common';
import { CatalogReader, findBox } from '@app/channel-db';
import type { Database } from '@app/database';
import { STORE } from '../wiring/parts';

export type Readiness = { readonly isReady: true } | { readonly isReady: false; readonly reason: NotReady };
type NotReady = 'store-unreadable' | 'catalog-unreadable' | 'not-enrolled' | 'no-data-yet' | 'superseded' | 'behind';

/** Whether this box can sell, from what is on it alone. Headquarters does not come into it. */
@Injectable()
export class ReadinessService {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
  ) {}

  async check(): Promise<Readiness> {
    const box = await attempt(() => findBox(this.store.reader));
    if (!box) return notReady('store-unreadable');
    if (!box.value) return notReady('not-enrolled');
    const { state } = box.value;
    if (state !== 'ready') return notReady(state);
    const configuration = await attempt(() => this.catalog.configuration());
    if (!configuration) return notReady('catalog-unreadable');
    return configuration.value.registers.length > 0 ? { isReady: true } : notReady('no-data-yet');
  }
}

/** Here a failure is the answer that was asked for. */
async function attempt<Value>(work: () => Promise<Value>): Promise<{ value: Value } | undefined> {
  try {
    return { value: await work() };
  } catch {
    return undefined;
  }
}

function notReady(reason: NotReady): Readiness {
  return { isReady: false, reason };
}
