import type * as PromClient from 'prom-client';
import { lazily } from '../lazily';

const promClient = lazily<typeof PromClient>('prom-client');

/** A figure at the moment it is asked for. */
export interface Figure {
  readonly name: string;
  readonly help: string;
  /** About the store's business: not for who has no credential. */
  readonly isConfidential?: boolean;
  readonly values: readonly FigureValue[];
}

interface FigureValue {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

interface MetricsRequest {
  readonly isConfidential: boolean;
  /** The `Accept` of who asks. */
  readonly accept?: string | undefined;
}

interface MetricsAnswer {
  readonly contentType: string;
  readonly text: string;
}

const OPEN_METRICS = 'application/openmetrics-text';

/** Figures that are read together when somebody asks, so that an idle unit does no work for them. */
type FigureSource = () => Promise<readonly Figure[]>;

/** The figures of one process in Prometheus text form. */
export class Metrics {
  private readonly sources: FigureSource[] = [];

  add(source: FigureSource): void {
    this.sources.push(source);
  }

  /** Every figure, or those that anybody may see; in OpenMetrics form for who takes it, in Prometheus text form else. */
  async write({ isConfidential, accept = '' }: MetricsRequest): Promise<MetricsAnswer> {
    const { Registry } = promClient();
    const registry = new Registry();
    if (accept.includes(OPEN_METRICS)) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
    for (const source of this.sources) {
      const figures = await source();
      for (const figure of figures) if (isConfidential || !figure.isConfidential) fill(registry, figure);
    }
    return { contentType: registry.contentType, text: await registry.metrics() };
  }
}

function fill(registry: PromClient.Registry, { name, help, values }: Figure): void {
  const { Gauge } = promClient();
  const labelNames = [...new Set(values.flatMap(({ labels = {} }) => Object.keys(labels)))];
  const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
  // What nobody knows has its name and no value: it says neither zero nor that this release does not tell it.
  if (values.length === 0) gauge.remove();
  for (const { value, labels = {} } of values) gauge.set({ ...labels }, value);
}
