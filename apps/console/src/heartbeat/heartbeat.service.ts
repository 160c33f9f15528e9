import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock, Instant } from '@app/kernel';
import { createDispatcher, KeyFiles, SignedClient, type HistoryPoint } from '@app/platform';
import { MOST_POINTS } from '@app/protocol';
import { AlertsService } from '../alerts/alerts.service';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { MetricHistory } from '../history/metric-history';
import { Observer } from '../observation/observer';
import { ManagementClient } from '../scale-unit/management-client';
import { SOFTWARE_VERSION } from '../software-version';
import { HeadquartersOrders } from '../updates/headquarters-orders';
import { HeadquartersUsers } from '../users/headquarters-users';
import { boxTraits } from './box-traits';
import { composeHeartbeat } from './compose-heartbeat';
import { factsIn, KeptFacts, type HeadquartersFacts } from './headquarters-facts';

/** Headquarters has something to say. */
const NEWS = 200;
const EVERY_MS = 60_000;
const DEADLINE_MS = 10_000;
/** Beats are a minute apart: each is tried, whatever became of the last. */
const TRY_EACH = { openForMs: 500 };
/** The moment of the last point that headquarters has. */
const DELIVERED_UNTIL = 'delivered-until';

interface LastBeat {
  readonly at: Instant;
  readonly outcome: 'sent' | 'not-enrolled' | 'not-taken';
}

/**
 * The console's own sign of life to headquarters, signed with the console's key: it speaks also when the unit is down,
 * which is when headquarters most wants to know. The unit made that key at enrolment and showed it to headquarters.
 */
@Injectable()
export class HeartbeatService implements OnApplicationShutdown {
  private readonly kept: KeptFacts;
  private readonly keys: KeyFiles;
  private client: { readonly facts: HeadquartersFacts; readonly signed: SignedClient } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastBeat: LastBeat | null = null;
  private isClosed = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(AlertsService) private readonly alerts: AlertsService,
    @Inject(HeadquartersUsers) private readonly users: HeadquartersUsers,
    @Inject(MetricHistory) private readonly history: MetricHistory,
    @Inject(HeadquartersOrders) private readonly orders: HeadquartersOrders,
  ) {
    const { dataDir } = settings;
    this.kept = new KeptFacts(join(dataDir, 'console', 'headquarters.json'));
    this.keys = new KeyFiles(join(dataDir, 'console', 'keys'));
  }

  start(): void {
    this.timer = setInterval(() => void this.beat(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    clearInterval(this.timer);
  }

  /** How the last beat ended; null before the first. */
  last(): LastBeat | null {
    return this.lastBeat;
  }

  /** Never throws: a beat that does not arrive is what headquarters notices. What was kept meanwhile goes with the next. */
  async beat(): Promise<LastBeat['outcome']> {
    const outcome = await this.send();
    this.lastBeat = { at: this.clock.now(), outcome };
    return outcome;
  }

  private async send(): Promise<LastBeat['outcome']> {
    const facts = await this.facts();
    if (!facts) return 'not-enrolled';
    const observed = this.observer.now();
    const beat = composeHeartbeat(observed, facts.channelDatabaseId, SOFTWARE_VERSION);
    const causes = this.alerts.standing().map(({ code, weight, startedAt }) => ({ code, weight, since: startedAt }));
    const [history, traits, updates] = [this.undelivered(), boxTraits(observed.status), this.orders.report()];
    const body = JSON.stringify({ ...beat, causes, consoleUsersDigest: this.users.digest(), history, traits, updates });
    const answer = await this.clientFor(facts).call({ method: 'POST', path: '/exchange/v1/heartbeats', body, deadlineMs: DEADLINE_MS });
    if (answer.kind !== 'answered' || answer.status >= 300 || this.isClosed) return 'not-taken';
    if (answer.status === NEWS && !(await this.takeNews(answer.json))) return 'not-taken';
    if (history.length === 0) return 'sent';
    this.history.setMark(DELIVERED_UNTIL, history.at(-1)!.at);
    return history.length === MOST_POINTS ? this.send() : 'sent';
  }

  /** An answer that is none, or a disk that is full: the next beat asks again. */
  private async takeNews(json: () => unknown): Promise<boolean> {
    try {
      const news = json();
      await this.users.take(news);
      await this.orders.take(news);
      return true;
    } catch {
      return false;
    }
  }

  /** The oldest points that headquarters does not have. */
  private undelivered(): HistoryPoint[] {
    const after = this.history.mark(DELIVERED_UNTIL) ?? 0;
    for (const page of this.history.pages({ after, until: this.clock.now() }, MOST_POINTS)) return page;
    return [];
  }

  /** Which headquarters this box belongs to, as the unit says, or said last; undefined before it belongs to any. */
  async facts(): Promise<HeadquartersFacts | undefined> {
    const known = await this.unit.ask({ method: 'GET', path: '/enrolment', deadlineMs: 3_000 }).then(factsIn, () => undefined);
    if (known) this.kept.write(known);
    return known ?? this.kept.read();
  }

  private clientFor(facts: HeadquartersFacts): SignedClient {
    if (this.client && JSON.stringify(this.client.facts) === JSON.stringify(facts)) return this.client.signed;
    const { proxy, proxyCredentials } = this.settings;
    const outbound = { ...(proxy && { proxy }), ...(proxyCredentials && { proxyCredentials }) };
    const signed = new SignedClient({
      baseUrl: facts.headquartersUrl,
      key: this.keys.signingKey('console.pem', `console:${facts.instanceId}`),
      headquartersKey: facts.headquartersKey,
      clock: this.clock,
      dispatcher: createDispatcher({ ...outbound, trustedRoots: [facts.headquartersAuthority] }),
      limits: TRY_EACH,
    });
    this.client = { facts, signed };
    return signed;
  }
}
