import { findCart } from '@app/channel-db';
import { activeTenders, type Cart } from '@app/commerce';
import type { Database } from '@app/database';
import { newId, type Amount } from '@app/kernel';
import { AttemptCalls, AttemptOutcomes, moversOf, ResolveInBackground, Shifts, TenderAttempts, type AttemptView } from '../../src';
import type { NewAttempt } from '../../src/tender-attempts/start-attempt';
import { aKey, anActor, openStoreRoom, type StoreRoom } from '../a-store-room';
import { FakeAccounts, FakeTerminal } from '../a-terminal';

export const wanted = (amount = '20.00', change: Partial<NewAttempt> = {}): NewAttempt => ({
  attemptId: newId(), tenderTypeId: 'card', amount, accountNumber: null, drivenBy: 'box', ...change,
}); // prettier-ignore

export const nameOf = ({ attemptId, transactionId }: AttemptView) => ({ attemptId, cartId: transactionId });

/** A store with an open shift, a card terminal, and accounts at headquarters. */
export class CashDesk {
  readonly terminal = new FakeTerminal();
  readonly accounts = new FakeAccounts();
  /** Events that wait for a register to be answered. */
  readonly waiting: object[] = [];
  readonly shiftId = newId();
  readonly shifts: Shifts;
  attempts!: TenderAttempts;
  outcomes!: AttemptOutcomes;
  background!: ResolveInBackground;

  private constructor(
    private readonly database: Database,
    readonly room: StoreRoom,
  ) {
    this.shifts = new Shifts(room, { prove: async () => ({ kind: 'unreachable', reason: '' }) });
    this.restart();
  }

  static async open(database: Database): Promise<CashDesk> {
    const desk = new CashDesk(database, await openStoreRoom(database));
    await desk.shifts.open(anActor(), aKey(), { shiftId: desk.shiftId, float: '0.00' });
    return desk;
  }

  /** The box after its process died: nothing is left of it but the database. */
  restart(): void {
    const calls = new AttemptCalls(this.room, moversOf(this.terminal, this.accounts));
    this.attempts = new TenderAttempts(this.room, calls);
    this.outcomes = new AttemptOutcomes(this.room, calls, {
      later: async (_tx, where, event) => void this.waiting.push({ registerId: where.registerId, ...event }),
    });
    this.background = new ResolveInBackground(this.room, calls, (error) => {
      throw error;
    });
  }

  pay(cart: Cart, given = wanted(), key = aKey()): Promise<AttemptView> {
    return this.attempts.start(anActor(), key, { cartId: cart.id, revision: cart.revision }, given);
  }

  async tendersOf(cartId: string): Promise<[string, Amount][]> {
    const cart = await findCart(this.database.reader, cartId);
    return cart ? activeTenders(cart).map(({ tenderId, tendered }) => [tenderId, tendered]) : [];
  }

  close(): Promise<void> {
    return this.room.close();
  }
}
