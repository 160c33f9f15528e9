import { Inject, Injectable } from '@nestjs/common';
import { CatalogReader, closingsSince } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { CLOCK, STORE } from '../wiring/parts';

const DAY_MS = 86_400_000;

interface Difference {
  readonly difference: string | null;
}

/** What a shift-close record says of a tender: counted minus expected; null when it was not counted. */
interface Closing {
  readonly body: { readonly tenders: readonly (Difference & { readonly foreign?: Difference })[] };
}

/** Shifts of the last day that closed with more or less money than was expected. */
@Injectable()
export class UnbalancedShifts {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async count(): Promise<number> {
    const { channels, registers } = await this.catalog.configuration();
    const since = this.clock.now() - DAY_MS;
    const closings = await Promise.all(
      channels.map(({ channelId }) => {
        const ids = registers.filter((register) => register.channelId === channelId).map(({ registerId }) => registerId);
        return closingsSince(this.store.reader, channelId, ids, since);
      }),
    );
    return closings.flat().filter((bytes) => isUnbalanced(JSON.parse(bytes) as Closing)).length;
  }
}

const isUnbalanced = ({ body }: Closing): boolean =>
  body.tenders.some((tender) => isOff(tender) || (tender.foreign !== undefined && isOff(tender.foreign)));

const isOff = ({ difference }: Difference): boolean => difference !== null && Number(difference) !== 0;
