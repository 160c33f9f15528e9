import type { Random } from '../random';
import type { Sellable } from './basket';
import type { Commerce } from './commerce';

export async function readSample(_commerce: Commerce, _random: Random): Promise<Sellable[]> {
  throw new Error('not yet');
}
