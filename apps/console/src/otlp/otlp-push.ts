import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { lazily } from '@app/platform';
import type * as Exporter from '@opentelemetry/exporter-metrics-otlp-http';
import type * as Resources from '@opentelemetry/resources';
import type * as Metrics from '@opentelemetry/sdk-metrics';
import { SETTINGS, type ConsoleSettings } from '../config';
import { MetricHistory } from '../history/metric-history';
import { Observer } from '../observation/observer';
import { SOFTWARE_VERSION } from '../software-version';
import { scopeMetricsOf } from './resource-metrics';

// Loaded where somebody set an address, and by nobody else.
const exporters = lazily<typeof Exporter>('@opentelemetry/exporter-metrics-otlp-http');
const resources = lazily<typeof Resources>('@opentelemetry/resources');
const metrics = lazily<typeof Metrics>('@opentelemetry/sdk-metrics');

const EVERY_MS = 60_000;
const DEADLINE_MS = 10_000;
const HOUR_MS = 3_600_000;
/** What a receiver refuses with this it refuses for ever, as OTLP has it: asking again would keep back all that follows. */
const NOT_ACCEPTABLE = 400;
/** Minutes in one message. */
const AT_ONCE = 240;
/** Up to which moment the receiver has everything. */
const TOLD_UNTIL = 'otlp.told-until';

/**
 * Pushes key figures over OTLP/HTTP, for stores behind NAT. It sends from the history: what a cut kept back is told afterwards, in order
 * and with its true times, also after a restart.
 */
@Injectable()
export class OtlpPush implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private exporter: Exporter.OTLPMetricExporter | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(MetricHistory) private readonly history: MetricHistory,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  /** Does nothing where no address is set. */
  start(tellFailure: (error: unknown) => void): void {
    if (this.settings.otlpUrl === undefined) return;
    this.timer = setInterval(() => void this.push().catch(tellFailure), EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.exporter?.shutdown();
  }

  /** Sends what the receiver does not have yet. Throws when it did not take it: the next time begins there again, unless it never will. */
  async push(): Promise<void> {
    const until = this.history.lastAt();
    if (this.settings.otlpUrl === undefined || until === null) return;
    // Who sets the address today does not want to hear of two weeks ago.
    const after = this.history.mark(TOLD_UNTIL) ?? until - HOUR_MS;
    for (const points of this.history.pages({ after, until }, AT_ONCE)) {
      const isTold = () => this.history.setMark(TOLD_UNTIL, points.at(-1)?.at ?? after);
      await this.send(this.settings.otlpUrl, { resource: this.resource(), scopeMetrics: scopeMetricsOf(points, metrics()) }).catch(
        (error: unknown) => {
          if ((error as { code?: unknown }).code === NOT_ACCEPTABLE) isTold();
          throw error;
        },
      );
      isTold();
    }
  }

  private resource(): Metrics.ResourceMetrics['resource'] {
    const store = this.observer.now().status?.box.channelDatabaseId;
    return resources().resourceFromAttributes({
      'service.name': 'store-scale-unit',
      'service.version': SOFTWARE_VERSION,
      ...(store && { 'service.instance.id': store }),
    });
  }

  private send(url: string, figures: Metrics.ResourceMetrics): Promise<void> {
    const token = this.settings.otlpToken?.reveal();
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const exporter = (this.exporter ??= new (exporters().OTLPMetricExporter)({ url, headers, timeoutMillis: DEADLINE_MS }));
    return new Promise((resolve, reject) => {
      exporter.export(figures, ({ error }) => (error === undefined ? resolve() : reject(error)));
    });
  }
}
