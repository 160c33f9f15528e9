import { DomainError } from '@app/kernel';
import { z } from 'zod';

/** Who changes the version of a box: it itself, by `slots` and a link between them; or the `platform` that runs its container, by another image. */
export const updateMode = z.enum(['slots', 'platform']);
export type UpdateMode = z.output<typeof updateMode>;

/** Commands for whoever swaps images are nothing for a box that changes its version itself. */
export function requirePlatform(mode: UpdateMode): void {
  if (mode !== 'platform') throw new DomainError('update.by-slots', 'this box changes its version itself: UPDATER_MODE is not platform');
}

/** Orders are for boxes that change their version themselves. */
export function requireSlots(mode: UpdateMode): void {
  if (mode !== 'slots')
    throw new DomainError('update.by-platform', 'the platform that runs this box changes its version, by another image');
}
