import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '@app/kernel';
import { createDispatcher, KeyFiles, SignedClient } from '@app/platform';
import { AlertsService } from '../alerts/alerts.service';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { Observer } from '../observation/observer';
import { ManagementClient } from '../scale-unit/management-client';
import { SOFTWARE_VERSION } from '../software-version';
import { composeHeartbeat } from './compose-heartbeat';
import { factsIn, KeptFacts, type HeadquartersFacts } from './headquarters-facts';

const EVERY_MS = 60_000;
const DEADLINE_MS = 10_000;

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

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(AlertsService) private readonly alerts: AlertsService,
  ) {
    const { dataDir } = settings;
    this.kept = new KeptFacts(join(dataDir, 'console', 'headquarters.json'));
    this.keys = new KeyFiles(join(dataDir, 'console', 'keys'));
  }

  start(): void {
    this.timer = setInterval(() => void this.beat(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Never throws: a beat that does not arrive is what headquarters notices. */
  async beat(): Promise<'sent' | 'not-enrolled' | 'not-taken'> {
    const facts = await this.facts();
    if (!facts) return 'not-enrolled';
    const beat = composeHeartbeat(this.observer.now(), facts.channelDatabaseId, SOFTWARE_VERSION);
    const causes = this.alerts.standing().map(({ code, weight, startedAt }) => ({ code, weight, since: startedAt }));
    const body = JSON.stringify({ ...beat, causes });
    const answer = await this.clientFor(facts).call({ method: 'POST', path: '/exchange/v1/heartbeats', body, deadlineMs: DEADLINE_MS });
    return answer.kind === 'answered' && answer.status < 300 ? 'sent' : 'not-taken';
  }

  private async facts(): Promise<HeadquartersFacts | undefined> {
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
    });
    this.client = { facts, signed };
    return signed;
  }
}
