/** SQL Server takes at most 1,000 rows in VALUES. */
const MAX_ROWS = 1_000;

/** Splits rows so that every chunk fits one statement: parameters of the engine, 1,000 rows at most. */
export function inChunks<Item>(items: readonly Item[], parametersPerItem: number, maxParameters: number): Item[][] {
  const size = Math.max(1, Math.min(MAX_ROWS, Math.floor(maxParameters / Math.max(1, parametersPerItem))));
  const chunks: Item[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}

/** `?, ?, ?` for an IN list. */
export function marks(count: number): string {
  return Array<string>(count).fill('?').join(', ');
}
