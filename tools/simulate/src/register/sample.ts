import type { Random } from '../random';
import type { Sellable } from './basket';
import type { Commerce } from './commerce';

const PAGE = 500;
/** Enough to keep customers different, and read in a moment. */
const MOST_PAGES = 20;

/** What can be bought today, as the box tells it: the first goods of its assortment, by id. */
export async function readSample(commerce: Commerce, random: Random): Promise<Sellable[]> {
  const sample: Sellable[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES && cursor !== null; page++) {
    const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor && { cursor }) };
    const { content } = await commerce.ask((api) => api.GET('/api/v1/products', { params: { query } }));
    for (const { isBlocked, mustKeyInPrice, unitPrice, barcodes, ...product } of content.products) {
      if (isBlocked || mustKeyInPrice || unitPrice === null) continue;
      sample.push({ ...product, unitPrice, barcode: barcodes.length > 0 ? random.pick(barcodes) : null });
    }
    cursor = content.next;
  }
  if (sample.length === 0) throw new Error('the store has nothing to sell today');
  return sample;
}
