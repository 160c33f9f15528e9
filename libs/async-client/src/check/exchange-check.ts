import { clearAlarm, raiseAlarm, type NamedRecord } from '@app/channel-db';
import type { Database, Tx } from '@app/database';
import type { Clock } from '@app/kernel';
import type { ContentCheck, ContentCheckRound } from '../content/content-check';
import type { RecordCheck, RecordCheckRound } from '../records/record-check';
import type { ResendService } from '../records/resend.service';
import type { ExchangeFailure } from '../wire/exchange-client';
import { keepCheck, type CheckReport } from './check-report';

export type CheckOutcome =
  { readonly kind: 'checked'; readonly report: CheckReport } | { readonly kind: 'line-failed'; readonly failure: ExchangeFailure };

interface Parts {
  readonly store: Database;
  readonly clock: Clock;
  readonly records: RecordCheck;
  readonly resend: ResendService;
  readonly content: ContentCheck;
}

/** Rows of the catalog that are not as headquarters has them and were not repaired. */
const CONTENT_ALARM = 'content.different';

/**
 * Compares both ways of the exchange with headquarters: the records it acknowledged, and the rows it sent. What it lost is sent again;
 * rows that differ are fetched again when that is wanted. The result is kept.
 */
export class ExchangeCheck {
  private running: Promise<CheckOutcome> | undefined;

  constructor(private readonly parts: Parts) {}

  /** One at a time: who asks while one runs gets its outcome. */
  run(wanted: { readonly repairs: boolean }): Promise<CheckOutcome> {
    this.running ??= this.check(wanted).finally(() => (this.running = undefined));
    return this.running;
  }

  private async check(wanted: { readonly repairs: boolean }): Promise<CheckOutcome> {
    const records = await this.parts.records.run();
    if (records.kind === 'line-failed') return records;
    const resent = records.missing.length > 0 ? await this.parts.resend.runOnce() : undefined;
    const content = await this.parts.content.run(wanted);
    if (content.kind === 'line-failed') return content;
    const restoredCount = resent?.kind === 'done' ? resent.restored.length : 0;
    const report = reportOf(this.parts.clock.now(), records, restoredCount, content);
    await this.parts.store.unitOfWork.run((tx) => keep(tx, report));
    return { kind: 'checked', report };
  }
}

/** Somebody reads the first of them; the counts say how many there are. */
const MOST_NAMES = 200;

function reportOf(
  checkedAt: number,
  { recordCount, missing, different }: Extract<RecordCheckRound, { kind: 'done' }>,
  restoredCount: number,
  content: Extract<ContentCheckRound, { kind: 'done' }>,
): CheckReport {
  const names = (list: readonly NamedRecord[]) =>
    list.slice(0, MOST_NAMES).map(({ recordId, type, receiptNumber, counter }) => ({ recordId, type, receiptNumber, counter }));
  return {
    checkedAt,
    records: { recordCount, missing: names(missing), restoredCount, different: names(different) },
    content: {
      rowCount: content.rowCount,
      movingCount: content.movingCount,
      differences: content.differences.map(({ buckets, ...difference }) => ({ ...difference, partCount: buckets.length })),
    },
  };
}

async function keep(tx: Tx, report: CheckReport): Promise<void> {
  await keepCheck(tx, report);
  const open = report.content.differences.filter(({ isRepaired }) => !isRepaired);
  if (open.length === 0) return clearAlarm(tx, CONTENT_ALARM, 'catalog');
  const entities = [...new Set(open.map(({ entity }) => entity))];
  await raiseAlarm(tx, { code: CONTENT_ALARM, subject: 'catalog', details: { entities } }, report.checkedAt);
}
