import type { EntityDefinition } from '@app/protocol';
import { PackageFault } from './package-fault';

/** Rows of one channel travel in segments of that channel; another's among them means that the package was not made for this box. */
export function refuseOtherChannel(
  { name, scope }: EntityDefinition,
  row: Readonly<Record<string, unknown>>,
  expected: string | null,
): void {
  if (scope === 'group' || row.channelId === expected) return;
  const found = String(row.channelId).slice(0, 40);
  throw new PackageFault('other-channel', `${name}: a row of channel ${found} lies among those of ${expected ?? 'no channel'}`);
}
