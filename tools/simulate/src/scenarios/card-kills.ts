import { join } from 'node:path';
import { cardAccount } from '../check/cards';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { RunningProcess } from '../store/process';
import { PAYMENT_POINTS, STOP_AT, type PaymentPoint } from './payment-points';
import { until } from './until';

const VICTIMS = ['box', 'register', 'terminal'] as const;
type Victim = (typeof VICTIMS)[number];

export interface CardKill {
  readonly victim: Victim;
  readonly point: PaymentPoint;
}

/**
 * For test/long, which runs the build.
 * @public
 */
export const ALL_CARD_KILLS: readonly CardKill[] = VICTIMS.flatMap((victim) => PAYMENT_POINTS.map((point) => ({ victim, point })));

/** Kills card payments of one register at one point after the other. Answers, per kill, what money is unexplained afterwards. */
export class CardKiller {
  private customers = 0;
  private readonly folder: string;
  private code = '';

  constructor(
    private readonly world: OwnStore,
    folder: string,
    private readonly products: number,
  ) {
    this.folder = join(folder, 'register');
  }

  ledger(): SimulatorLedger {
    return new SimulatorLedger(join(this.folder, 'ledger.jsonl'), { isRead: true });
  }

  async kill({ victim, point }: CardKill): Promise<readonly string[]> {
    const { store } = this.world;
    this.code ||= await this.world.activationCode(this.registerId);
    this.customers += 1;
    const stop = await STOP_AT[point]({ world: this.world, storeFile: join(store.unitFolder, 'store.db'), ledger: () => this.ledger() });
    let register = this.startRegister();
    await Promise.race([stop.reached(), endedTooEarly(register)]);
    if (victim === 'register') await register.kill();
    if (victim === 'box') await store.killUnit();
    if (victim === 'terminal') await store.terminal.kill();
    stop.letGo();
    this.restoreLines();
    if (victim === 'register') register = this.startRegister();
    if (victim === 'box') await store.startUnit();
    if (victim === 'terminal') await store.startTerminal();
    const code = await register.ended();
    if (code !== 0) throw new Error(`the register ended with ${code}:\n${register.lastLines()}`);
    return this.unexplained();
  }

  /** What was held in the lines is lost: whoever waited for it has to ask again. */
  private restoreLines(): void {
    const { lineToTerminal, lineToUnit } = this.world.store;
    for (const line of [lineToTerminal, lineToUnit]) {
      line.cut();
      line.restore();
    }
  }

  private async unexplained(): Promise<readonly string[]> {
    const ledger = this.ledger();
    await until('every transaction has an answer', () => ledger.unanswered().length === 0);
    return cardAccount(await this.world.store.terminalControl.movements(), ledger).unexplained;
  }

  private get registerId(): string {
    return this.world.registerIds[0] ?? '';
  }

  private startRegister(): RunningProcess {
    const { staffId, pin } = this.world.cashier;
    const given = {
      url: this.world.registerUrl, register: this.registerId, staff: staffId, pin, code: this.code, folder: this.folder,
      customers: this.customers, products: this.products,
    }; // prettier-ignore
    const args = ['register', ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])];
    return RunningProcess.start({
      entry: 'dist/tools/simulate/src/main.js',
      args,
      log: join(this.world.store.options.folder, 'register.log'),
    });
  }
}

async function endedTooEarly(register: RunningProcess): Promise<never> {
  const code = await register.ended();
  throw new Error(`the register ended with ${code} before the point was reached:\n${register.lastLines()}`);
}
