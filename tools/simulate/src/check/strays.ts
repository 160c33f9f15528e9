import type { SimulatorLedger } from '../ledger';
import type { HeadquartersApi } from '../store/headquarters-api';
import type { Scope } from './books';

/** What happens once per key. A log-on is not among them: one whose answer was lost is simply done again. */
const ONCE = new Set(['sale', 'void', 'cash', 'shift-open', 'shift-close']);

/** Records at headquarters that no register was ever handed: something was done twice, or for nobody. */
export async function strays(
  ledger: SimulatorLedger,
  headquarters: HeadquartersApi,
  { channelId, registerIds, since }: Scope,
): Promise<string[]> {
  const handed = new Set([...registerIds].flatMap((registerId) => ledger.capsules(registerId).map(({ digest }) => digest)));
  const unanswered = new Set(ledger.unanswered());
  const records = await headquarters.records({ channelId });
  return records
    .filter(
      ({ type, at, registerId, state }) =>
        ONCE.has(type) && (at ?? 0) >= since && registerIds.has(registerId ?? '') && state !== 'duplicate',
    )
    .filter(({ digest, recordId }) => !handed.has(digest) && !unanswered.has(recordId ?? ''))
    .map(({ type, recordId }) => `${type} ${recordId}`);
}
