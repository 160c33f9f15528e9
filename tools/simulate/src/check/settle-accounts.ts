import type { SimulatorLedger } from '../ledger';
import type { OpenLane } from '../register/open-lanes';
import type { World } from '../world';
import { readBooks } from './books';
import { cardAccount, type CardAccount } from './cards';
import type { Books } from './compare';
import { strays } from './strays';
import { untilUploaded } from './until-uploaded';

export interface Accounts {
  readonly books: Books;
  /** Done twice, or for nobody. */
  readonly strays: readonly string[];
  /** Undefined where the terminal cannot be asked. */
  readonly cards: CardAccount | undefined;
}

/** The end of a run: shifts are closed, everything is delivered, and all books are read. */
export async function settleAccounts(world: World, ledger: SimulatorLedger, lanes: readonly OpenLane[], since: number): Promise<Accounts> {
  for (const { register } of lanes) await register.closeShift();
  await untilUploaded(ledger, world.headquarters);
  const scope = { channelId: world.channelId, registerIds: new Set(world.registerIds), since };
  const [lane] = lanes;
  if (!lane) throw new Error('a run has at least one register');
  const books = await readBooks(ledger, lane.register.commerce, world.headquarters, scope);
  return {
    books,
    strays: await strays(ledger, world.headquarters, scope),
    cards: world.terminal && cardAccount(await world.terminal.movements(), ledger),
  };
}
