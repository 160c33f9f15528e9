import { shiftsOf, type RequestKey } from '@app/channel-db';
import type { Tx } from '@app/database';
import { once } from '../once';
import type { Actor, Store } from '../store';
import { registersAt, tillOf, type Till } from '../till';
import { closeShift, zReport } from './close-shift';
import { countDrawer, type CountedTender } from './count-drawer';
import { moveCash, type CashMove } from './move-cash';
import { openShift, type NewShift } from './open-shift';
import { seesAllShifts, visibleShift } from './own-shift';
import { proveInTime, proveShift } from './prove-shift';
import type { RecordProof } from './record-proof';
import { figuresOf, reportFigures } from './report';
import type { ClosedShift, CountAnswer, ShiftAnswer, ShiftProof, ShiftReport, ShiftView } from './shift-schema';
import { shiftView } from './shift-view';

/** Shifts of the drawers of this box: opened, moved, counted, closed, reported and proven. */
export class Shifts {
  constructor(
    private readonly store: Store,
    private readonly proof: RecordProof,
  ) {}

  open(actor: Actor, key: RequestKey, wanted: NewShift): Promise<ShiftAnswer> {
    return this.change(actor, key, (tx, till) => openShift(tx, this.store, till, actor, wanted));
  }

  moveCash(actor: Actor, key: RequestKey, shiftId: string, move: CashMove): Promise<ShiftAnswer> {
    return this.change(actor, key, (tx, till) => moveCash(tx, this.store, till, actor, shiftId, move));
  }

  count(actor: Actor, key: RequestKey, shiftId: string, counts: readonly CountedTender[]): Promise<CountAnswer> {
    return this.change(actor, key, (tx, till) => countDrawer(tx, this.store, till, actor, shiftId, counts));
  }

  close(actor: Actor, key: RequestKey, shiftId: string): Promise<ClosedShift> {
    return once(this.store, key, async () => {
      const till = await tillOf(this.store, actor);
      const { drawerId } = await visibleShift(this.store.database.reader, till, actor, shiftId);
      const registerIds = await registersAt(this.store, actor.channelId, drawerId);
      const proof = await proveInTime(this.store.database.reader, this.proof, shiftId);
      return async (tx) => ({ ...(await closeShift(tx, this.store, till, actor, shiftId, registerIds)), proof });
    });
  }

  async show(actor: Actor, shiftId: string): Promise<ShiftView> {
    const till = await tillOf(this.store, actor);
    const shift = await visibleShift(this.store.database.reader, till, actor, shiftId);
    return shiftView(shift, till.rules, this.store.businessClock.now());
  }

  /** The caller's drawer, or the whole store for who may see it; latest first. */
  async list(actor: Actor, limit: number): Promise<ShiftView[]> {
    const { rules, register } = await tillOf(this.store, actor);
    const shifts = await shiftsOf(this.store.database.reader, actor.channelId, limit);
    const visible = seesAllShifts(actor) ? shifts : shifts.filter(({ drawerId }) => drawerId === register.drawerId);
    return visible.map((shift) => shiftView(shift, rules, this.store.businessClock.now()));
  }

  /** The shift so far. */
  async xReport(actor: Actor, shiftId: string): Promise<ShiftReport> {
    const { reader } = this.store.database;
    const till = await tillOf(this.store, actor);
    const shift = await visibleShift(reader, till, actor, shiftId);
    const figures = reportFigures(shift, await figuresOf(reader, shiftId, till.rules.tenderTypes), till.rules.tenderTypes);
    return { shift: shiftView(shift, till.rules, this.store.businessClock.now()), kind: 'x', zNumber: null, ...figures };
  }

  /** The closed shift, as often as somebody asks. */
  async zReport(actor: Actor, shiftId: string): Promise<ShiftReport> {
    const { reader } = this.store.database;
    const till = await tillOf(this.store, actor);
    return zReport(reader, this.store, till, await visibleShift(reader, till, actor, shiftId));
  }

  async prove(actor: Actor, shiftId: string): Promise<ShiftProof> {
    const { reader } = this.store.database;
    await visibleShift(reader, await tillOf(this.store, actor), actor, shiftId);
    return proveShift(reader, this.proof, shiftId);
  }

  private change<Answer>(actor: Actor, key: RequestKey, work: (tx: Tx, till: Till) => Promise<Answer>): Promise<Answer> {
    return once(this.store, key, async () => {
      const till = await tillOf(this.store, actor);
      return (tx) => work(tx, till);
    });
  }
}
