import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { CardKiller, type CardKill } from '../../tools/simulate/src/scenarios/card-kills';
import { halfThings } from '../../tools/simulate/src/check/half-things';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Six of the eighteen; `npm run test:long -- card-kill` has all of them, ten times.
const KILLS: CardKill[] = [
  { victim: 'box', point: 'attempt-committed' },
  { victim: 'box', point: 'approved-not-recorded' },
  { victim: 'box', point: 'in-checkout' },
  { victim: 'register', point: 'recorded' },
  { victim: 'register', point: 'committed-not-answered' },
  { victim: 'terminal', point: 'terminal-called' },
];
const PRODUCTS = 100;

describe('a card payment in which something dies charges what it sells', () => {
  const folder = mkdtempSync(join(tmpdir(), 'card-kill-'));
  let world: OwnStore;
  let killer: CardKiller;

  beforeAll(async () => {
    world = await openOwnStore({ folder, registerCount: 1, productCount: PRODUCTS });
    killer = new CardKiller(world, folder, PRODUCTS);
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(KILLS)('$victim, $point', async (kill) => expect(await killer.kill(kill)).toEqual([]), 90_000);

  it('leaves nothing half behind', () => {
    expect(halfThings(join(world.store.unitFolder, 'store.db'))).toEqual([]);
    expect(killer.ledger().acknowledged().length).toBe(KILLS.length);
  });
});
