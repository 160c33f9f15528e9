import { openMetricsHistory, seriesText, type HistoryPoint } from './history';

const POINTS: readonly HistoryPoint[] = [
  { at: 1_795_169_520_123, figures: { store_selling: 1, store_sales_total: 7 } },
  { at: 1_795_169_580_123, figures: { store_selling: 0, [seriesText('store_cause', { code: 'line.down' })]: 1 } },
];

async function written(labels?: Readonly<Record<string, string>>): Promise<string> {
  let text = '';
  for await (const part of openMetricsHistory(() => POINTS.map((point) => [point]), labels)) text += part;
  return text;
}

describe('a history of figures', () => {
  it('stands in OpenMetrics form with true times, family by family', async () => {
    expect(await written()).toBe(
      [
        '# TYPE store_cause gauge', 'store_cause{code="line.down"} 1 1795169580.123',
        '# TYPE store_sales counter', 'store_sales_total 7 1795169520.123',
        '# TYPE store_selling gauge', 'store_selling 1 1795169520.123', 'store_selling 0 1795169580.123',
        '# EOF', '',
      ].join('\n'),
    ); // prettier-ignore
  });

  it('names the store in every series where many stores are told together', async () => {
    const text = await written({ store: 'a "b"' });
    expect(text).toContain(String.raw`store_cause{store="a \"b\"",code="line.down"} 1`);
    expect(text).toContain(String.raw`store_selling{store="a \"b\""} 1`);
  });
});
