import { byCause } from './causes';
import { checkAccess } from './checks/access';
import { checkBackups } from './checks/backups';
import { checkBox } from './checks/box';
import { checkCards } from './checks/cards';
import { checkCertificate } from './checks/certificate';
import type { StatusCheck } from './checks/check';
import { checkClock } from './checks/clock';
import { checkDatabase } from './checks/database';
import { checkDisk } from './checks/disk';
import { checkDownloads } from './checks/downloads';
import { checkExchange } from './checks/exchange';
import { checkJobs } from './checks/jobs';
import { checkJournal } from './checks/journal';
import { checkLine } from './checks/line';
import { checkProcess } from './checks/process';
import { checkQuarantine } from './checks/quarantine';
import { checkRealTime } from './checks/real-time';
import { checkRegisters } from './checks/registers';
import { checkShifts } from './checks/shifts';
import { checkUnit } from './checks/unit';
import { checkUpdates } from './checks/updates';
import { checkUpload } from './checks/upload';
import { checkWork } from './checks/work';
import type { Observation } from './facts/observation';
import { RANK, type Cause, type Finding } from './finding';

/** `ready`: everything is in place and no register is set up yet. `unknown`: the unit has not answered since the console started. */
export type VerdictState = 'selling' | 'ready' | 'limited' | 'not-selling' | 'unknown';

export interface Verdict {
  readonly state: VerdictState;
  /** The one thing to do or know now; null when there is nothing to say. */
  readonly first: Cause | null;
  /** Causes, heaviest first; what follows from each stands under it. */
  readonly findings: readonly Cause[];
}

/** In the order in which findings of the same weight are said: what blocks a customer now comes first. */
const STATUS_CHECKS: readonly StatusCheck[] = [
  checkBox, checkCertificate, checkCards, checkDisk, checkLine, checkRealTime, checkRegisters, checkDatabase, checkUpload, checkExchange,
  checkJournal, checkDownloads, checkQuarantine, checkShifts, checkBackups, checkProcess, checkJobs, checkClock, checkAccess,
]; // prettier-ignore

/** Can the store sell, and what is the one thing to know. */
export function judge(observation: Observation): Verdict {
  const findings = byCause(findingsOf(observation)).sort((left, right) => RANK[left.weight] - RANK[right.weight]);
  const first = findings[0] ?? null;
  return { state: stateOf(observation, findings), first, findings };
}

/** While the unit is silent its last answer explains nothing: only the silence counts. */
function findingsOf(observation: Observation): Finding[] {
  const silence = checkUnit(observation);
  const known = [...checkWork(observation), ...checkUpdates(observation)];
  const { status } = observation;
  if (silence.length > 0 || !status) return [...known, ...silence];
  return [...known, ...STATUS_CHECKS.flatMap((check) => check(status, observation))];
}

function stateOf({ status, silentSince, at }: Observation, findings: readonly Cause[]): VerdictState {
  const [first] = findings;
  if (first?.code === 'unit.starting' && !status && at - (silentSince ?? at) < 20_000) return 'unknown';
  if (first?.weight === 'stops-selling') return 'not-selling';
  if (first?.weight === 'limits-selling') return 'limited';
  return findings.some(({ code }) => code === 'registers.none') ? 'ready' : 'selling';
}
