import { RANK, type Cause, type Finding, type FindingCode } from './finding';

const WITHOUT_HEADQUARTERS: readonly FindingCode[] = ['upload.waiting', 'downloads.late', 'real-time.refusing', 'jobs.failing'];

/** What each finding may be the reason of. Only what follows from it without anybody's doing stands here. */
const EXPLAINS: Readonly<Partial<Record<FindingCode, readonly FindingCode[]>>> = {
  'work.under-way': ['unit.starting', 'unit.silent', 'unit.stopped', 'unit.crashing', 'box.loading', 'register.silent'],
  'update.under-way': ['work.under-way', 'work.announced'],
  'update.metadata-expired': ['update.refused'],
  'database.broken': ['database.slow', 'jobs.failing', 'backup.failed', 'upload.stuck', 'upload.waiting'],
  'disk.full': ['database.slow', 'database.large', 'jobs.failing', 'backup.failed', 'rows.quarantined', 'unit.slow'],
  // A wrong clock cuts no line; it finds what is there out of date.
  'clock.wrong': ['line.refused', 'certificate.old', 'certificate.expired', 'update.metadata-expired'],
  'line.refused': WITHOUT_HEADQUARTERS,
  'line.intercepted': WITHOUT_HEADQUARTERS,
  'line.down': WITHOUT_HEADQUARTERS,
  'backup.failed': ['backup.old', 'jobs.failing'],
  'upload.stuck': ['upload.waiting'],
  'unit.memory': ['unit.slow'],
  'database.slow': ['unit.slow'],
  'shift.overdue': ['register.silent'],
};

/**
 * Puts each finding under the one that explains it. One dead line is one cause with its consequences, however many checks
 * notice it; a cause that is itself explained hands its consequences up. A cause weighs what the heaviest of them does.
 */
export function byCause(findings: readonly Finding[]): Cause[] {
  const roots = new Map<Finding, Finding[]>(findings.filter((one) => !explainedBy(one, findings)).map((one) => [one, []]));
  for (const finding of findings) {
    const root = rootOf(finding, findings);
    if (root !== finding) roots.get(root)?.push(finding);
  }
  return [...roots].map(([root, consequences]) => ({ ...root, weight: heaviest([root, ...consequences]), consequences }));
}

const heaviest = (findings: readonly Finding[]): Finding['weight'] =>
  findings.map(({ weight }) => weight).reduce((left, right) => (RANK[right] < RANK[left] ? right : left));

function rootOf(finding: Finding, findings: readonly Finding[]): Finding {
  const cause = explainedBy(finding, findings);
  return cause ? rootOf(cause, findings) : finding;
}

/** The table holds no circles, so that the way up ends. */
function explainedBy({ code }: Finding, findings: readonly Finding[]): Finding | undefined {
  return findings.find((other) => EXPLAINS[other.code]?.includes(code));
}
