import { setTimeout as sleep } from 'node:timers/promises';
import type { HeadquartersApi } from './headquarters-api';
import type { ManagementApi } from './management-api';

const ASK_AGAIN_MS = 50;

export interface Enrolment {
  readonly management: ManagementApi;
  readonly headquarters: HeadquartersApi;
  /** As the appliance reaches it. */
  readonly headquartersUrl: string;
  readonly channelDatabaseId: string;
  readonly isReplacement?: boolean;
}

/** Makes a fresh box the box of a store, as store IT does with the one line it is given. */
export async function enrol({
  management,
  headquarters,
  headquartersUrl,
  channelDatabaseId,
  isReplacement = false,
}: Enrolment): Promise<void> {
  const { code } = await headquarters.post<{ code: string }>('/enrolment-codes', { channelDatabaseId, isReplacement });
  const line = { code, headquartersUrl, fingerprint: headquarters.fingerprint() };
  await management.post('/enrolment/preview', line);
  await management.post('/enrolment/confirm', line);
}

/** Waits until the first load is applied and the box can sell. */
export const untilReady = (unitUrl: string, timeoutMs: number): Promise<void> => untilStanding(unitUrl, timeoutMs, 'ready');

/** The same for a box that may be an older copy: it cannot sell before its registers have shown what they hold. */
export const untilReadyOrBehind = (unitUrl: string, timeoutMs: number): Promise<void> =>
  untilStanding(unitUrl, timeoutMs, 'ready', 'behind');

async function untilStanding(unitUrl: string, timeoutMs: number, ...wanted: readonly string[]): Promise<void> {
  for (const began = Date.now(); ; await sleep(ASK_AGAIN_MS)) {
    const standing = await standingOf(unitUrl);
    if (wanted.includes(standing)) return;
    if (Date.now() - began > timeoutMs) throw new Error(`not ready after ${timeoutMs} ms: ${standing}`);
  }
}

/** `ready`, or what the box says is missing. */
async function standingOf(unitUrl: string): Promise<string> {
  const response = await fetch(`${unitUrl}/readyz`).catch(() => undefined);
  if (!response) return 'no answer';
  return response.ok ? 'ready' : ((await response.json()) as { reason: string }).reason;
}
