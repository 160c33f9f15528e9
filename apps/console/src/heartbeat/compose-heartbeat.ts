import type { Observation } from '@app/appliance';
import { currencyOf, parseAmount } from '@app/kernel';
import type { Heartbeat } from '@app/protocol';

/** How this store is, for headquarters. What nobody knows now is null rather than old. */
export function composeHeartbeat(
  { at, isUnitAnswering, status, work }: Observation,
  channelDatabaseId: string,
  version: string,
): Heartbeat {
  const upload = isUnitAnswering ? status?.upload : undefined;
  return {
    at,
    channelDatabaseId,
    softwareVersion: version,
    isUnitRunning: isUnitAnswering,
    waitingSales: upload?.waitingCount ?? null,
    waitingAmounts: upload ? inMinorUnits(upload.waitingAmounts) : null,
    oldestWaitingAt: upload?.oldestAt ?? null,
    ...(work && { work }),
  };
}

function inMinorUnits(amounts: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(amounts);
  return Object.fromEntries(entries.map(([code, text]) => [code, String(parseAmount(text, currencyOf(code).minorDigits))]));
}
