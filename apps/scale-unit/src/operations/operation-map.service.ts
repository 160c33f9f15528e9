import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { COMMERCE_OPERATIONS, operationMap, type MapFacts, type OperationStanding, type StoreOperation } from '@app/commerce';
import { EventHub } from '@app/platform';
import { REAL_TIME_LIMITS } from '@app/real-time';
import { ReadinessService } from '../probes/readiness';
import { HeadquartersLine } from '../wiring/headquarters-line';

const LOOK_EVERY_MS = 1_000;
const ALL: readonly StoreOperation[] = Object.values(COMMERCE_OPERATIONS);

export interface StandingMap {
  /** Changes when something begins or ceases to work. */
  readonly version: string;
  readonly operations: readonly (StoreOperation & OperationStanding)[];
}

/** What works now. A change is an event; who hears it asks. */
@Injectable()
export class OperationMapService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private told: string | undefined;

  constructor(
    @Inject(ReadinessService) private readonly readiness: ReadinessService,
    @Inject(HeadquartersLine) private readonly line: HeadquartersLine,
    @Inject(EventHub) private readonly events: EventHub,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.tellChange();
    this.timer = setInterval(() => void this.tellChange(), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async read(): Promise<StandingMap> {
    const facts = await this.facts();
    const standings = operationMap(ALL, facts);
    return { version: versionOf(facts), operations: ALL.map((operation, index) => ({ ...operation, ...standings[index]! })) };
  }

  private async facts(): Promise<MapFacts> {
    const readiness = await this.readiness.check();
    const { isReachable, somethingElseAnswers, since } = this.line.reachability;
    const isRefusing = this.line.isRefusing(REAL_TIME_LIMITS);
    const reason = somethingElseAnswers ? 'intercepted' : isReachable === false ? 'down' : 'not-answered';
    return {
      cannotSell: readiness.isReady ? null : readiness.reason,
      away: isReachable === false || isRefusing ? { since, reason } : null,
    };
  }

  private async tellChange(): Promise<void> {
    const version = versionOf(await this.facts());
    if (this.told !== undefined && version !== this.told) this.events.publish({ resource: 'operations', version });
    this.told = version;
  }
}

const versionOf = (facts: MapFacts): string => createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 12);
