import type { Reader } from '@app/database';
import type { Instant } from '@app/kernel';
import { countMembers } from './member-store';
import { MEMBER_STATES, type MemberState } from './rings/judge-box';

export interface RingProgress extends Readonly<Record<MemberState, number>> {
  readonly ring: number;
  readonly boxCount: number;
  readonly touched: number;
}

/** How far each ring is, from the first to the last. */
export async function ringsOf(reader: Reader, rolloutId: string, now: Instant): Promise<RingProgress[]> {
  const counted = Map.groupBy(await countMembers(reader, rolloutId, now), ({ ring }) => ring);
  return [...counted].sort(([left], [right]) => left - right).map(([ring, ones]) => {
    const sum = (of: readonly { count: number }[]) => of.reduce((total, { count }) => total + count, 0);
    const states = MEMBER_STATES.map((state) => [state, sum(ones.filter((one) => one.state === state))] as const);
    const touched = ones.reduce((total, one) => total + one.touched, 0);
    return { ring, boxCount: sum(ones), touched, ...(Object.fromEntries(states) as Record<MemberState, number>) };
  });
} // prettier-ignore

/** Why boxes of a rollout failed, the most frequent first. */
export function failuresOf(reader: Reader, rolloutId: string): Promise<{ reason: string; count: number }[]> {
  return reader.query(
    `SELECT coalesce(reason, '') AS reason, count(*) AS count FROM {rollout_box}
     WHERE rollout_id = ? AND state IN ('failed', 'accepted') GROUP BY reason ORDER BY 2 DESC, 1`,
    [rolloutId],
  );
}
