import type { Words } from '@app/appliance';
import { useNow } from '@app/web';
import type { LiveStatus } from './use-status';

/** How this store says times and amounts. The clock is the box's, carried on by the browser's. */
export function useWords({ status, receivedAt }: LiveStatus): Words {
  const browserNow = useNow();
  const [channel] = status?.observation.status?.channels ?? [];
  const ahead = status ? status.observation.at - receivedAt : 0;
  return {
    now: Math.max(browserNow + ahead, status?.observation.at ?? 0),
    timeZone: channel?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: channel?.locale ?? navigator.language,
  };
}
