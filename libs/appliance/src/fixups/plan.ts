import type { Permission } from '../access/roles';
import { registerName } from '../facts/register-name';
import type { Observation } from '../facts/observation';
import type { Cause, FindingCode, FixupKind } from '../finding';
import type { Verdict } from '../verdict';
import { openPaymentsOf, type Fixup } from './fixup';
import { makeBackup } from './make-backup';
import { renewCertificate } from './renew-certificate';
import { restartUnit } from './restart-unit';
import { retryExchange } from './retry-exchange';
import { retryUpload } from './retry-upload';

const FIXUPS: readonly Fixup[] = [restartUnit, retryUpload, retryExchange, renewCertificate, makeBackup];

/** What a fixup would cost now, said before it is done. */
export interface FixupPlan {
  readonly kind: FixupKind;
  /** Findings that stand now and that it may heal. */
  readonly heals: readonly FindingCode[];
  readonly stopsSellingMs: number;
  /** What somebody needs who asks for it. */
  readonly permission: Permission;
  /** Registers with an open shift that cannot sell meanwhile. */
  readonly registerNames: readonly string[];
  /** Payments that have begun and whose end is not known: whoever goes on has to say so. */
  readonly openPayments: number;
  /** The console does it by itself, at most once in this time; null when a person has to ask for it. */
  readonly byItselfEveryMs: number | null;
}

/** Every fixup with what it would cost as things are. */
export function plansFor(observation: Observation, { findings }: Verdict): FixupPlan[] {
  return FIXUPS.map((fixup) => planOf(fixup, observation, findings));
}

function planOf(fixup: Fixup, observation: Observation, findings: readonly Cause[]): FixupPlan {
  // What follows from something else is not healed here: a dead line is not mended by sending.
  const healed = findings.filter(({ code }) => fixup.heals.includes(code));
  const isSafe = healed.length > 0 && fixup.isSafe(observation, healed[0] ?? null);
  const stops = fixup.stopsSellingMs > 0 && observation.isUnitAnswering;
  return {
    kind: fixup.kind,
    heals: healed.map(({ code }) => code),
    stopsSellingMs: fixup.stopsSellingMs,
    permission: fixup.stopsSellingMs > 0 ? 'stop-selling' : 'mend',
    registerNames: stops ? sellingRegisters(observation) : [],
    openPayments: fixup.stopsSellingMs > 0 ? openPaymentsOf(observation) : 0,
    byItselfEveryMs: isSafe ? fixup.pauseMs : null,
  };
}

function sellingRegisters({ status }: Observation): string[] {
  const open = status?.selling.registers.filter(({ isShiftOpen }) => isShiftOpen) ?? [];
  return open.map(({ channelId, registerId }) => registerName(status!, channelId, registerId));
}
