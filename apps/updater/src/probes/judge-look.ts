import type { Baseline } from './baseline';
import type { Look } from './probe-box';

const MIB = 1024 * 1024;
/** More memory than before by so much is a leak, or soon is one. */
const MOST_MORE_BYTES = 200 * MIB;

/** What is worse than before the switch; empty when nothing is. What did not work then is not held against the new release. */
export function worseThan(before: Baseline, { faults, ...now }: Look, to: string): string[] {
  return [
    ...faults.filter((fault) => before.consoleScripts !== null || !fault.startsWith('console:')),
    ...(now.version === to ? [] : [`version: ${now.version || 'none'} answers, not ${to}`]),
    ...(before.isReady && !now.isReady ? [`ready: ${now.readyReason}`] : []),
    ...(before.box === '' || now.box === before.box ? [] : [`box: ${now.box}, ${before.box} before`]),
    ...missingOf(before, now).map((name) => `metrics: ${name} is gone`),
    ...(now.missingRecords > before.missingRecords ? [`journal: ${now.missingRecords} records are missing`] : []),
    ...now.lineFaults.filter((fault) => !before.lineFaults.includes(fault)),
    ...(now.memoryBytes > before.memoryBytes + MOST_MORE_BYTES ? [`memory: ${Math.round(now.memoryBytes / MIB)} MiB`] : []),
  ];
}

function missingOf(before: Baseline, now: Baseline): string[] {
  const present = new Set(now.metricNames);
  return before.metricNames.filter((name) => !present.has(name)).slice(0, 3);
}
