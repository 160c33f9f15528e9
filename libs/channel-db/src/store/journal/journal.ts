import type { Tx } from '@app/database';
import type { Capsule, RecordType } from '@app/protocol';
import { appendRecord, type AppendPorts } from './append-record';
import { declareLost, declareLostBefore, type LossDecision } from './import/declare-lost';
import { importCapsules, type CapsuleVerifier, type ImportReport } from './import/import-capsules';
import type { AppendedRecord, AppendRequest } from './record-types';

/** The journal of this box, with what it needs to sign and to tell the time. Every change goes through the caller's unit of work. */
export class Journal {
  constructor(private readonly ports: AppendPorts) {}

  appendRecord<Type extends RecordType>(tx: Tx, request: AppendRequest<Type>): Promise<AppendedRecord> {
    return appendRecord(tx, request, this.ports);
  }

  /** A manager's decision that missing records will not come back; the store sells on. */
  declareLost(tx: Tx, decision: LossDecision): Promise<AppendedRecord[]> {
    return declareLost(tx, decision, this.ports);
  }

  /** The same for what boxes before this one left with gaps; what waits behind them goes up. */
  declareLostBefore(tx: Tx, decision: LossDecision): Promise<AppendedRecord[]> {
    return declareLostBefore(tx, decision, this.ports);
  }

  /** Takes records that registers hold. Safe to repeat. */
  importCapsules(tx: Tx, capsules: readonly Capsule[], verify: CapsuleVerifier): Promise<ImportReport> {
    return importCapsules(tx, capsules, verify, this.ports.clock.now());
  }
}
