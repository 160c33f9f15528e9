import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SimulatorLedger } from './ledger';
import { Random } from './random';
import { planSale } from './register/basket';
import { openLane, type RegisterWorld } from './register/open-lanes';
import { serveInSteps } from './register/serve';
import { sampleOf } from './store/chain';

export interface OneRegisterOptions {
  readonly url: string;
  readonly register: string;
  readonly staff: string;
  readonly pin: string;
  readonly code: string;
  readonly folder: string;
  /** The register stops when its book shows so many customers. */
  readonly customers: number;
  readonly products: number;
}

/**
 * One register in a process of its own, which may be killed: it sells to card payers until its book shows enough of them.
 * Started again over the same folder it is the same register, looks for what it had asked for, and goes on.
 */
export async function runOneRegister(options: OneRegisterOptions): Promise<void> {
  mkdirSync(options.folder, { recursive: true });
  const ledger = new SimulatorLedger(join(options.folder, 'ledger.jsonl'));
  const lane = await openLane(worldOf(options), ledger, options.register, new Random(options.customers));
  const asked = () => ledger.entries.filter(({ what }) => what === 'asked').length;
  while (asked() < options.customers) {
    const plan = planSale(lane.till.random, lane.sample, { cards: true });
    await serveInSteps(lane.till, ledger, options.register, { ...plan, kind: 'sale', mode: 'live', style: 'steps', payment: 'card' });
  }
  ledger.close();
}

function worldOf({ url, register, staff, pin, code, products }: OneRegisterOptions): RegisterWorld {
  return {
    registerUrl: url,
    channelId: '',
    registerIds: [register],
    cashier: { staffId: staff, pin },
    hasCardTerminal: true,
    sample: sampleOf(products),
    activationCode: () => Promise.resolve(code),
  };
}
