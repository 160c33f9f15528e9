import type { UpdateStep } from '@app/appliance';
import type { Manifest, StepWork } from '@app/updates';
import { fetchStep } from './fetch-step';
import { gateStep } from './gate-step';
import { rehearseStep } from './rehearse-step';
import { proveStep, saveStep, switchStep, undoStep } from './switch-steps';
import { slotOf, type UpdateParts } from './update-parts';

export function stepsOf(parts: UpdateParts): Readonly<Record<UpdateStep, StepWork>> {
  return {
    fetching: fetchStep(parts),
    verifying: verifyStep(parts),
    rehearsing: rehearseStep(parts),
    waiting: gateStep(parts),
    saving: saveStep(parts),
    switching: switchStep(parts),
    proving: proveStep(parts),
    undoing: undoStep(parts),
  };
}

/** Compares every byte with the signed list, also of a release that has lain here for a while. */
function verifyStep({ releases, files, order }: UpdateParts): StepWork {
  return async (update) => {
    const isKept = (await slotOf(releases, update.to)) !== null;
    if (order.kind === 'install') await releases.accept(files.fact('manifest') as Manifest);
    else if (isKept) await releases.accept(await releases.manifestOf(update.to));
    return { kind: 'done' };
  };
}
