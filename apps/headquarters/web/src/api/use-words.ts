import type { Words } from '@app/appliance';
import { useNow } from '@app/web';

/** How times are said here: by the clock of the person who looks. */
export function useWords(): Words {
  const now = useNow();
  return { now, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language };
}
