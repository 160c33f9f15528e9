import { changeRealTimeCall, findRealTimeCall, insertRealTimeCall, type RealTimeCall } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';

/** How a call ended, as far as this box knows. */
export type CallEnd =
  { readonly kind: 'answered'; readonly output: unknown } | { readonly kind: 'unavailable'; readonly mayHaveArrived: boolean };

/**
 * Calls that move money at headquarters, by operation id. A call is on disk before it is made, so that after a crash it is known
 * that it may have arrived; what it was answered stays, so that asking again asks nobody.
 */
export class CallLog {
  constructor(
    private readonly store: Database,
    private readonly clock: Clock,
  ) {}

  /** The stored answer when this call was answered before; otherwise the call is on disk and may be made. */
  begin(call: Omit<RealTimeCall, 'state' | 'output'>): Promise<unknown> {
    return this.store.unitOfWork.run(async (tx) => {
      const known = await findRealTimeCall(tx, call.operationId);
      if (!known) await insertRealTimeCall(tx, call);
      // It never left, or was let go; now it leaves again.
      else if (known.state === 'released') await changeRealTimeCall(tx, call.operationId, 'started', undefined, this.clock.now());
      return known?.state === 'answered' ? known.output : undefined;
    });
  }

  async end(operationId: string, end: CallEnd): Promise<void> {
    const output = end.kind === 'answered' ? end.output : undefined;
    // A call that never left holds nothing at headquarters.
    const state = end.kind === 'answered' ? 'answered' : end.mayHaveArrived ? 'unknown' : 'released';
    await this.store.unitOfWork.run(async (tx) => {
      const known = await findRealTimeCall(tx, operationId);
      // An earlier try under this id may have arrived, whatever became of this one.
      if (state === 'released' && known?.state === 'unknown') return;
      await changeRealTimeCall(tx, operationId, state, output, this.clock.now());
    });
  }

  /** Headquarters let go of it. */
  async released(operationId: string): Promise<void> {
    await this.store.unitOfWork.run((tx) => changeRealTimeCall(tx, operationId, 'released', undefined, this.clock.now()));
  }
}
