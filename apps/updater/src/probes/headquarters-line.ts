import { createDispatcher, startDownload } from '@app/platform';
import { z } from 'zod';

/** What the status of a box says about its line to headquarters. */
export const lineStatus = z.object({
  headquarters: z.looseObject({ isReachable: z.boolean(), since: z.number().nullable(), isRealTimeRefusing: z.boolean() }),
  upload: z.looseObject({ oldestAt: z.number().nullable(), lastAcknowledgedAt: z.number().nullable() }),
  clock: z.looseObject({ now: z.number() }),
});

/** What of the line does not work, by the box's own word; each always in the same words, so that two looks can be compared. */
export function lineFaults({ headquarters, upload, clock: { now } }: z.output<typeof lineStatus>, sentWithinMs: number): string[] {
  const isLongAgo = (at: number | null): boolean => at === null || now - at > sentWithinMs;
  // Whatever is acknowledged, however old, shows that the upload works.
  const isStuck = upload.oldestAt !== null && isLongAgo(upload.oldestAt) && isLongAgo(upload.lastAcknowledgedAt);
  return [
    ...(headquarters.since !== null && !headquarters.isReachable ? ['headquarters: the box does not reach it'] : []),
    ...(headquarters.isRealTimeRefusing ? ['real-time: calls are refused'] : []),
    ...(isStuck ? ['upload: what was sold is not sent'] : []),
  ];
}

/** The address and the root that the box trusts, from its enrolment. */
export const headquartersAddress = z.looseObject({ headquartersUrl: z.string().nullable(), headquartersAuthority: z.string().nullable() });

const DEADLINE_MS = 5_000;

/** Whether headquarters answers this program: what nobody reaches is no release's fault. */
export async function doesAnswer(
  { headquartersUrl, headquartersAuthority }: z.output<typeof headquartersAddress>,
  outbound: Parameters<typeof createDispatcher>[0],
): Promise<boolean> {
  if (headquartersUrl === null || headquartersAuthority === null) return false;
  const dispatcher = createDispatcher({ ...outbound, trustedRoots: [headquartersAuthority] });
  try {
    const url = new URL('/livez', headquartersUrl).href;
    const answer = await startDownload({ url, headers: {}, dispatcher, fromByte: 0, deadlineMs: DEADLINE_MS });
    return answer.kind !== 'unreachable';
  } finally {
    await dispatcher.destroy();
  }
}
