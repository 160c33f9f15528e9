import { hash } from 'node:crypto';
import type { Candidate } from '../rollout-order';

/** How many of a hundred boxes have which value, as chains are: one platform nearly everywhere, and what is left of older ones. */
const SHARES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  platform: { 'linux-x64': 89, 'linux-arm64': 8, 'win32-x64': 3 },
  database: { sqlite: 92, 'sql-server': 8 },
  memory: { '8 GiB': 60, '4 GiB': 25, '16 GiB': 12, '2 GiB': 3 },
  disk: { '128 GiB': 55, '64 GiB': 30, '256 GiB': 11, '32 GiB': 4 },
  release: { '1.3.0': 80, '1.2.4': 13, '1.2.0': 4, '1.1.0': 3 },
  locale: { 'en-IE': 40, 'de-DE': 30, 'fr-FR': 15, 'pl-PL': 12, 'he-IL': 3 },
  currency: { EUR: 85, PLN: 12, ILS: 3 },
};

/** Boxes whose traits are drawn one by one, exactly as often as their shares say; the same ones for the same seed. */
export function aFleet(count: number, seed = 'fleet'): Candidate[] {
  const drawn = Object.entries(SHARES).map(([trait, shares]) => [trait, dealt(count, shares, `${seed} ${trait}`)] as const);
  return Array.from({ length: count }, (_, at) => ({
    instanceId: `box-${at}`,
    traits: Object.fromEntries(drawn.map(([trait, values]) => [trait, values[at % values.length]!])),
  }));
}

function dealt(count: number, shares: Readonly<Record<string, number>>, seed: string): string[] {
  const cards = Object.entries(shares).flatMap(([value, percent]) => Array<string>(Math.round((count * percent) / 100)).fill(value));
  const lots = cards.map((card, at) => [hash('sha256', `${seed} ${at}`), card] as const);
  return lots.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, card]) => card);
}
