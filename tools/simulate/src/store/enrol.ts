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
export async function untilReady(unitUrl: string, timeoutMs: number): Promise<void> {
  for (const began = Date.now(); ; await sleep(ASK_AGAIN_MS)) {
    const response = await fetch(`${unitUrl}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() - began > timeoutMs) throw new Error(`not ready after ${timeoutMs} ms: ${await response?.text()}`);
  }
}
