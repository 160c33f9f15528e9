import { join } from 'node:path';
import { acknowledgedFacts, headquartersFacts, type Scope } from '../../../tools/simulate/src/check/books';
import { differencesOf } from '../../../tools/simulate/src/check/compare';
import { settleAccounts } from '../../../tools/simulate/src/check/settle-accounts';
import { untilUploaded } from '../../../tools/simulate/src/check/until-uploaded';
import { SimulatorLedger } from '../../../tools/simulate/src/ledger';
import { serveCustomers } from '../../../tools/simulate/src/register/customers';
import { openLanes, type OpenLane } from '../../../tools/simulate/src/register/open-lanes';
import { openRunningStore } from '../../../tools/simulate/src/running-store';
import { until } from '../../../tools/simulate/src/scenarios/until';
import { TerminalControl } from '../../../tools/simulate/src/store/terminal-control';
import type { World } from '../../../tools/simulate/src/world';
import type { UpdatingBox } from './an-updating-box';

const REGISTERS = 2;
/** Customers of all registers together. */
const PER_SECOND = 3;
const SEED = 6;
const LONGEST_MS = 60_000;

/** What the registers met since they were asked last, or were to forget. */
export interface Met {
  readonly sold: number;
  /** Acknowledged, and not at headquarters to the byte. */
  readonly lost: readonly string[];
  /** More than once at headquarters. */
  readonly doubled: readonly string[];
  /** Longest time of a register from one answer to the next; the customers it waited for are in it. */
  readonly longestGapMs: number;
}

/** Everything that may not be, after the registers closed: empty when each sale stands once, to the byte, in all three books. */
export interface Closed {
  readonly differences: readonly unknown[];
  readonly strays: readonly string[];
  readonly unexplainedCharges: readonly string[];
  readonly refusals: readonly string[];
}

/** The store of a box, as registers of the simulator meet it. */
export async function worldOf({ dataDir, settings: { ports } }: UpdatingBox): Promise<World> {
  const terminalUrl = `http://127.0.0.1:${ports['TERMINAL_PORT']}`;
  // Cards are charged at once, whatever the amount: an unclear payment keeps a box from its update, which is another test.
  await fetch(`${terminalUrl}/behaviour`, { method: 'POST', body: JSON.stringify({ endings: false }) });
  const store = await openRunningStore({
    url: `http://127.0.0.1:${ports['UNIT_PORT']}`,
    management: `http://127.0.0.1:${ports['UNIT_MANAGEMENT_PORT']}`,
    headquarters: `https://localhost:${ports['HEADQUARTERS_PORT']}`,
    dataDir, registers: REGISTERS, staff: '1001', pin: '1111', cards: true,
  }); // prettier-ignore
  return { ...store, terminal: new TerminalControl(terminalUrl) };
}

/** Registers of the simulator that sell on the box all the while, whatever is done to it, and keep their own book. */
export class SellingRegisters {
  private isOver = false;
  private readonly refusals: string[] = [];
  private readonly selling: Promise<unknown>;
  private counted = 0;

  private constructor(
    private readonly world: World,
    private readonly ledger: SimulatorLedger,
    private readonly lanes: readonly OpenLane[],
    private readonly since: number,
  ) {
    const comesAtMs = (lane: number) => (nth: number) => ((nth * REGISTERS + lane) * 1_000) / PER_SECOND;
    const refuse = (error: unknown): void => void this.refusals.push(error instanceof Error ? error.message : String(error));
    const isOver = () => this.isOver;
    this.selling = Promise.all(
      lanes.map((lane, index) => serveCustomers(lane, { comesAtMs: comesAtMs(index), isOver }, refuse).catch(refuse)),
    );
  }

  static async open(box: UpdatingBox): Promise<SellingRegisters> {
    const world = await worldOf(box);
    const since = Date.now();
    const ledger = new SimulatorLedger(join(box.folder, 'ledger.jsonl'));
    return new SellingRegisters(world, ledger, await openLanes(world, ledger, SEED), since);
  }

  /** Forgets the gaps so far: what comes is measured from now on. */
  forgetGaps(): void {
    for (const { counters } of this.lanes) Object.assign(counters, { longestGapMs: 0, answeredAt: performance.now() });
  }

  /** Waits for a sale that was begun after this moment. */
  async untilSoldAgain(): Promise<void> {
    const before = this.ledger.entries.length;
    const isSold = (): boolean => {
      const since = this.ledger.entries.slice(before);
      const begun = new Set(since.flatMap((entry) => (entry.what === 'asked' ? [entry.transactionId] : [])));
      return since.some((entry) => entry.what === 'acknowledged' && begun.has(entry.transactionId));
    };
    await until('a sale', isSold, LONGEST_MS);
  }

  /** Holds what was acknowledged until now against headquarters, while selling goes on. */
  async met(): Promise<Met> {
    await this.untilAnswered();
    const longestGapMs = Math.max(...this.lanes.map(({ counters }) => counters.longestGapMs));
    const told = acknowledgedFacts(this.ledger);
    const sold = told.length - this.counted;
    this.counted = told.length;
    await untilUploaded(this.ledger, this.world.headquarters);
    const held = Map.groupBy(await headquartersFacts(this.world.headquarters, this.scope), ({ transactionId }) => transactionId);
    const isHeld = (id: string, digest: string): boolean => held.get(id)?.some((fact) => fact.digest === digest) === true;
    return {
      sold,
      lost: told.filter(({ transactionId, digest }) => !isHeld(transactionId, digest)).map(({ transactionId }) => transactionId),
      doubled: [...held].filter(([, facts]) => facts.length > 1).map(([transactionId]) => transactionId),
      longestGapMs,
    };
  }

  /** A gap is known once it is over. */
  private async untilAnswered(): Promise<void> {
    const now = performance.now();
    await until('an answer at every register', () => this.lanes.every(({ counters: { answeredAt = 0 } }) => answeredAt > now), LONGEST_MS);
  }

  /** The last customers are served, shifts closed, and all three books compared. */
  async close(): Promise<Closed> {
    this.isOver = true;
    await this.selling;
    const { books, strays, cards } = await settleAccounts(this.world, this.ledger, this.lanes, this.since);
    this.ledger.close();
    await this.world.close();
    return { differences: differencesOf(books), strays, unexplainedCharges: cards?.unexplained ?? [], refusals: this.refusals };
  }

  private get scope(): Scope {
    return { channelId: this.world.channelId, registerIds: new Set(this.world.registerIds), since: this.since };
  }
}
