import { Gauge, Registry } from 'prom-client';

/** A figure read when somebody scrapes, so that an idle unit does no work for it. */
export interface Reading {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  readonly read: () => ReadingValue[] | Promise<ReadingValue[]>;
}

export interface ReadingValue {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The figures of one process in Prometheus text form. */
export class Metrics {
  private readonly registry = new Registry();

  add({ name, help, labels = [], read }: Reading): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      async collect() {
        gauge.reset();
        for (const { value, labels: given = {} } of await read()) gauge.set({ ...given }, value);
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
