import { FIRST_LOAD_JOBS, type DownloadSession } from '@app/protocol';

/** Sessions that are applied together: the members of one load, or a single delta. */
export type SessionGroup = readonly DownloadSession[];

/**
 * Groups in the order in which headquarters listed them; a load stands where its first session stands, and inside a load
 * configuration comes first, then registers, staff, products, prices.
 */
export function groupSessions(sessions: readonly DownloadSession[]): SessionGroup[] {
  const groups = new Map<string, DownloadSession[]>();
  for (const session of sessions) {
    const name = session.loadId ?? session.sessionId;
    groups.set(name, [...(groups.get(name) ?? []), session]);
  }
  return [...groups.values()].map((group) => group.sort((a, b) => orderOf(a) - orderOf(b)));
}

function orderOf({ job }: DownloadSession): number {
  const index = FIRST_LOAD_JOBS.indexOf(job);
  return index < 0 ? FIRST_LOAD_JOBS.length : index;
}
