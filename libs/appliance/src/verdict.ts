import { checkBox } from './checks/box';
import { checkCards } from './checks/cards';
import type { StatusCheck } from './checks/check';
import { checkDisk } from './checks/disk';
import { checkExchange } from './checks/exchange';
import { checkLine } from './checks/line';
import { checkPrices } from './checks/prices';
import { checkRegisters } from './checks/registers';
import { checkUnit } from './checks/unit';
import type { Observation } from './facts/observation';
import type { Finding, Weight } from './finding';

/** `ready`: everything is in place and no register is set up yet. `unknown`: the unit has not answered since the console started. */
export type VerdictState = 'selling' | 'ready' | 'limited' | 'not-selling' | 'unknown';

export interface Verdict {
  readonly state: VerdictState;
  /** The one thing to do or know now; null when there is nothing to say. */
  readonly first: Finding | null;
  /** Heaviest first. */
  readonly findings: readonly Finding[];
}

/** In the order in which findings of the same weight are said: what blocks a customer now comes first. */
const STATUS_CHECKS: readonly StatusCheck[] = [checkBox, checkCards, checkDisk, checkLine, checkRegisters, checkExchange, checkPrices];

const RANK: Readonly<Record<Weight, number>> = { 'stops-selling': 0, 'limits-selling': 1, attention: 2, information: 3 };

/** Can the store sell, and what is the one thing to know. */
export function judge(observation: Observation): Verdict {
  const findings = findingsOf(observation).sort((left, right) => RANK[left.weight] - RANK[right.weight]);
  const first = findings[0] ?? null;
  return { state: stateOf(observation, findings), first, findings };
}

/** While the unit is silent its last answer explains nothing: only the silence counts. */
function findingsOf(observation: Observation): Finding[] {
  const silence = checkUnit(observation);
  const { status } = observation;
  if (silence.length > 0 || !status) return [...silence];
  return STATUS_CHECKS.flatMap((check) => check(status, observation));
}

function stateOf({ status, silentSince, at }: Observation, findings: readonly Finding[]): VerdictState {
  const [first] = findings;
  if (first?.code === 'unit.starting' && !status && at - (silentSince ?? at) < 20_000) return 'unknown';
  if (first?.weight === 'stops-selling') return 'not-selling';
  if (first?.weight === 'limits-selling') return 'limited';
  return findings.some(({ code }) => code === 'registers.none') ? 'ready' : 'selling';
}
