import type { Instant } from '@app/kernel';

/** Figures of one moment by their series in exposition form: `store_cause{code="line.down",weight="limits-selling"}`. */
export interface HistoryPoint {
  readonly at: Instant;
  readonly figures: Readonly<Record<string, number>>;
}

/** Oldest first. Read once for each family, so that weeks of them need no memory. */
export type HistoryPages = () => Iterable<readonly HistoryPoint[]> | AsyncIterable<readonly HistoryPoint[]>;

type Labels = Readonly<Record<string, string>>;

/** How a series is written in Prometheus' exposition form. */
export function seriesText(name: string, labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value.replace(/["\\\n]/g, escaped)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

export const HISTORY_CONTENT_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Points as OpenMetrics text with their own times, family by family as that form asks, with `labels` added to every series.
 * What `promtool tsdb create-blocks-from openmetrics` takes.
 */
export async function* openMetricsHistory(pages: HistoryPages, labels: Labels = {}): AsyncGenerator<string> {
  const names = new Set<string>();
  for await (const page of pages()) for (const { figures } of page) for (const series of Object.keys(figures)) names.add(nameOf(series));
  for (const name of [...names].sort()) {
    yield typeLine(name);
    for (const lines of (await linesOf(name, pages, labels)).values()) yield `${lines.join('\n')}\n`;
  }
  yield '# EOF\n';
}

async function linesOf(name: string, pages: HistoryPages, labels: Labels): Promise<Map<string, string[]>> {
  const bySeries = new Map<string, string[]>();
  for await (const page of pages()) {
    for (const { at, figures } of page) {
      for (const [series, value] of Object.entries(figures)) {
        if (nameOf(series) !== name) continue;
        const lines = bySeries.get(series) ?? [];
        lines.push(`${withLabels(series, labels)} ${value} ${(at / 1000).toFixed(3)}`);
        bySeries.set(series, lines);
      }
    }
  }
  return bySeries;
}

const nameOf = (series: string): string => series.split('{', 1)[0]!;
const escaped = (character: string): string => (character === '\n' ? '\\n' : `\\${character}`);

/** A counter's family has the name without its ending. */
const typeLine = (name: string): string =>
  name.endsWith('_total') ? `# TYPE ${name.slice(0, -'_total'.length)} counter\n` : `# TYPE ${name} gauge\n`;

function withLabels(series: string, labels: Labels): string {
  const more = seriesText('', labels).slice(1, -1);
  if (more === '') return series;
  return series.includes('{') ? series.replace('{', `{${more},`) : `${series}{${more}}`;
}
