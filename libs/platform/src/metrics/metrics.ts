import type * as PromClient from 'prom-client';
import { lazily } from '../lazily';

const promClient = lazily<typeof PromClient>('prom-client');

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
  private readonly readings: Reading[] = [];

  add(reading: Reading): void {
    this.readings.push(reading);
  }

  async text(): Promise<string> {
    const { Registry } = promClient();
    const registry = new Registry();
    for (const reading of this.readings) await fill(registry, reading);
    return registry.metrics();
  }
}

async function fill(registry: PromClient.Registry, { name, help, labels = [], read }: Reading): Promise<void> {
  const { Gauge } = promClient();
  const gauge = new Gauge({ name, help, labelNames: [...labels], registers: [registry] });
  for (const { value, labels: given = {} } of await read()) gauge.set({ ...given }, value);
}
