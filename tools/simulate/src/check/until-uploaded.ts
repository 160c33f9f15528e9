import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorLedger } from '../ledger';
import type { HeadquartersApi } from '../store/headquarters-api';
import { readCapsule } from './facts';

const ASK_AGAIN_MS = 200;
const LONGEST_WITHOUT_PROGRESS_MS = 60_000;

interface DeliveredLine {
  readonly instanceId: string;
  readonly epoch: number;
  readonly fork: number;
  readonly branch: number;
  readonly counter: number;
}

/**
 * Waits until headquarters holds every line of history up to the last record the registers were handed. Gives up when
 * nothing has moved for a while: then the comparison says what is missing.
 */
export async function untilUploaded(ledger: SimulatorLedger, headquarters: HeadquartersApi): Promise<void> {
  const wanted = lastCounters(ledger);
  let seen = '';
  for (let movedAt = Date.now(); Date.now() - movedAt < LONGEST_WITHOUT_PROGRESS_MS; await sleep(ASK_AGAIN_MS)) {
    const { lines } = await headquarters.get<{ lines: DeliveredLine[] }>('/uploads');
    const held = new Map(lines.filter(({ branch }) => branch === 0).map((line) => [nameOf(line), line.counter]));
    if ([...wanted].every(([name, counter]) => (held.get(name) ?? 0) >= counter)) return;
    const now = JSON.stringify(lines.map(({ counter }) => counter));
    if (now !== seen) movedAt = Date.now();
    seen = now;
  }
}

const nameOf = ({ instanceId, epoch, fork }: Pick<DeliveredLine, 'instanceId' | 'epoch' | 'fork'>): string =>
  `${instanceId} ${epoch} ${fork}`;

function lastCounters(ledger: SimulatorLedger): Map<string, number> {
  const last = new Map<string, number>();
  for (const entry of ledger.entries) {
    if (!('capsule' in entry)) continue;
    const { box, counter } = readCapsule(entry.capsule).header;
    last.set(nameOf(box), Math.max(last.get(nameOf(box)) ?? 0, counter ?? 0));
  }
  return last;
}
