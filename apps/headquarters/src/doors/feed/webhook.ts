import { createHmac } from 'node:crypto';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { createDispatcher, type Secret } from '@app/platform';
import { raiseAlarm, settleAlarms } from '../../sales/alarms';
import { readTransactions, type Transaction } from './read-transactions';

const PAGE = 50;
const DEADLINE_MS = 10_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 600_000;
/** After so many tries in a row somebody should look. */
const TRIES_BEFORE_ALARM = 5;

export interface WebhookTarget {
  readonly url: string;
  readonly secret: Secret;
}

interface Standing {
  readonly deliveredArrival: number;
  readonly failedTries: number;
  readonly nextAt: number;
}

type Dispatcher = ReturnType<typeof createDispatcher>;

/**
 * Posts every received record to one address, in order, each at least once. A record that is not taken is tried again after
 * a growing wait, and nothing behind it goes first.
 */
export class Webhook {
  private readonly dispatcher: Dispatcher = createDispatcher({});

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly target: WebhookTarget,
  ) {}

  /** Posts what waits, until everything is there or one is not taken. */
  async deliver(signal: AbortSignal): Promise<void> {
    const standing = await this.standing();
    if (standing.nextAt > this.clock.now()) return;
    for (let after = standing.deliveredArrival; !signal.aborted;) {
      const page = await readTransactions(this.database.reader, {}, { after, limit: PAGE });
      for (const transaction of page) {
        const error = await this.post(transaction, signal);
        if (error !== undefined) return this.noteFailure(standing, after, error);
        after = transaction.cursor;
      }
      if (page.length === 0) return;
      await this.noteDelivered(after);
    }
  }

  close(): Promise<void> {
    return this.dispatcher.close();
  }

  /** Why the record was not taken; undefined when it was. */
  private async post(transaction: Transaction, signal: AbortSignal): Promise<string | undefined> {
    const { origin, pathname, search } = new URL(this.target.url);
    const body = JSON.stringify(transaction);
    try {
      const answer = await this.dispatcher.request({
        origin, path: pathname + search, method: 'POST', headers: this.headers(transaction, body), body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      }); // prettier-ignore
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300 ? undefined : `answered ${answer.statusCode}`;
    } catch (error) {
      return (error as Error).message.slice(0, 200);
    }
  }

  private headers({ recordId }: Transaction, body: string): Record<string, string> {
    const timestamp = String(Math.floor(this.clock.now() / 1_000));
    return {
      'content-type': 'application/json',
      'idempotency-key': recordId,
      'webhook-timestamp': timestamp,
      'webhook-signature': `sha256=${signatureOf(this.target.secret, timestamp, body)}`,
    };
  }

  private async standing(): Promise<Standing> {
    const known = await this.database.reader.first<Standing>(
      `SELECT delivered_arrival AS "deliveredArrival", failed_tries AS "failedTries", next_at AS "nextAt" FROM {webhook} WHERE url = ?`,
      [this.target.url],
    );
    return known ?? { deliveredArrival: 0, failedTries: 0, nextAt: 0 };
  }

  private noteDelivered(arrival: number): Promise<void> {
    return this.database.unitOfWork.run(async (tx) => {
      await tx.run(KEEP, [this.target.url, arrival, 0, 0, null]);
      await settleAlarms(tx, 'webhook.failing', this.clock.now());
    });
  }

  private noteFailure({ deliveredArrival, failedTries }: Standing, arrival: number, error: string): Promise<void> {
    const tries = arrival > deliveredArrival ? 1 : failedTries + 1;
    const now = this.clock.now();
    const nextAt = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries - 1, 20));
    return this.database.unitOfWork.run(async (tx) => {
      await tx.run(KEEP, [this.target.url, arrival, tries, nextAt, error]);
      if (tries !== TRIES_BEFORE_ALARM) return;
      const { origin, pathname } = new URL(this.target.url);
      const subject = `${origin}${pathname} at ${new Date(now).toISOString()}`;
      await raiseAlarm(tx, { kind: 'webhook.failing', channelDatabaseId: null, subject, details: { tries, error }, at: now });
    });
  }
}

/** HMAC-SHA-256 over timestamp, a full stop and the body, hexadecimal. */
function signatureOf(secret: Secret, timestamp: string, body: string): string {
  return createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex');
}

const KEEP = `
  INSERT INTO {webhook} (url, delivered_arrival, failed_tries, next_at, last_error) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (url) DO UPDATE SET delivered_arrival = excluded.delivered_arrival, failed_tries = excluded.failed_tries,
    next_at = excluded.next_at, last_error = excluded.last_error`;
