import { findBox, uploadStates, waitingUpload, type Box, type CatalogConfiguration } from '@app/channel-db';
import type { Reader } from '@app/database';
import { amount, currencyOf, formatAmount } from '@app/kernel';
import type { UnitStatusAnswer } from './status.dto';

/** What headquarters does not have yet, and since when. */
export async function uploadFacts(reader: Reader, configuration: CatalogConfiguration): Promise<UnitStatusAnswer['upload']> {
  const [waiting, states, box] = [await waitingUpload(reader), await uploadStates(reader), await findBox(reader)];
  const current = states.find((state) => isCurrent(state, box));
  const times = states.flatMap(({ acknowledgedAt }) => acknowledgedAt ?? []);
  return {
    waitingCount: waiting.sales,
    waitingAmounts: Object.fromEntries(
      Object.entries(waiting.amounts).map(([code, minor]) => [code, amountText(configuration, code, minor)]),
    ),
    oldestAt: waiting.oldestAt,
    acknowledgedCounter: current?.acknowledgedCounter ?? 0,
    lastAcknowledgedAt: times.length === 0 ? null : Math.max(...times),
  };
}

export function amountText({ currencies }: CatalogConfiguration, code: string, minor: number): string {
  const { minorDigits } = currencies.find(({ currencyCode }) => currencyCode === code) ?? currencyOf(code);
  return formatAmount(amount(minor), minorDigits);
}

function isCurrent(state: { instanceId: string; epoch: number; fork: number }, box: Box | undefined): boolean {
  const identity = box?.identity;
  return state.instanceId === identity?.instanceId && state.epoch === identity.epoch && state.fork === identity.fork;
}
