import type { HistoryPoint } from '@app/platform';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type * as Metrics from '@opentelemetry/sdk-metrics';

type HrTime = [seconds: number, nanoseconds: number];
type Labels = Record<string, string>;

/** Counts what happened since the history began; everything else is how things stood at a moment. */
const COUNTERS: readonly string[] = ['store_sales_total'];

/** Points of the history in the form of OTLP, each at its true time. `sdk` is handed in: it is loaded by who sends. */
export function scopeMetricsOf(points: readonly HistoryPoint[], sdk: typeof Metrics): ResourceMetrics['scopeMetrics'] {
  const names = new Set(points.flatMap(({ figures }) => Object.keys(figures).map((series) => nameOf(series))));
  return [{ scope: { name: 'store-scale-unit' }, metrics: [...names].map((name) => metricOf(name, points, sdk)) }];
}

function metricOf(name: string, points: readonly HistoryPoint[], { DataPointType, AggregationTemporality }: typeof Metrics): MetricData {
  const dataPoints = points.flatMap(({ at, figures }) =>
    Object.entries(figures)
      .filter(([series]) => nameOf(series) === name)
      .map(([series, value]) => ({ startTime: timeOf(at), endTime: timeOf(at), attributes: labelsOf(series), value })),
  );
  const common = { descriptor: { name, description: '', unit: '', valueType: 1 }, dataPoints, aggregationTemporality: AggregationTemporality.CUMULATIVE };
  return COUNTERS.includes(name)
    ? { ...common, dataPointType: DataPointType.SUM, isMonotonic: true }
    : { ...common, dataPointType: DataPointType.GAUGE };
} // prettier-ignore

const nameOf = (series: string): string => series.split('{')[0] ?? series;

function labelsOf(series: string): Labels {
  const pairs = [...series.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  return Object.fromEntries(pairs.map(([, label = '', value = '']) => [label, value.replaceAll(/\\(.)/g, '$1')]));
}

const timeOf = (at: number): HrTime => [Math.floor(at / 1000), (at % 1000) * 1_000_000];
