import type { Quantity, UnitPrice } from '@app/kernel';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import { activeLines, type Answer, type Cart } from './cart';
import { comesBack } from './cart-line';
import { changeLine } from './change-line';
import { replaceLine } from './replace-line';
import { netWeight } from './weighing';
import { ageConfirmed, requirementsOf } from './requirements';

export type GivenAnswer =
  | {
      readonly kind: 'weight';
      readonly lineId: string;
      /** As the scale shows it. */
      readonly weight: Quantity;
      readonly isWeightKeyed: boolean;
      readonly tare?: Quantity | undefined;
    }
  | { readonly kind: 'price'; readonly lineId: string; readonly unitPrice: UnitPrice }
  | { readonly kind: 'age'; readonly outcome: 'confirmed' | 'refused' }
  | { readonly kind: 'return-reason'; readonly lineId: string; readonly reason: string };

/** Settles an open requirement; the same answer again changes nothing. Refusing the age voids what the buyer is too young for. */
export function answerRequirement(cart: Cart, given: GivenAnswer, staffId: string | null): CartOutcome {
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  const lineId = given.kind === 'age' ? null : given.lineId;
  const requirement = requirementsOf(cart).find((open) => open.kind === given.kind && open.lineId === lineId);
  if (!requirement) return isGiven(cart, given) ? unchanged(cart) : refused('requirement.unknown', { kind: given.kind, lineId });
  switch (given.kind) {
    case 'weight':
      return changeLine(cart, given.lineId, { weight: given.weight, isWeightKeyed: given.isWeightKeyed, tare: given.tare });
    case 'price':
      return changeLine(cart, given.lineId, { unitPrice: given.unitPrice });
    case 'age':
      return answerAge(cart, given.outcome, requirement.years ?? 0, staffId);
    case 'return-reason':
      if (given.reason.trim() === '') return refused('requirement.answer-invalid', { field: '/reason' });
      return changed(withAnswer(cart, { kind: 'return-reason', lineId: given.lineId, outcome: given.reason, staffId }));
  }
}

/** Whether the requirement was settled with this very answer. */
function isGiven(cart: Cart, given: GivenAnswer): boolean {
  if (given.kind === 'age') {
    const last = cart.answers.findLast(({ kind }) => kind === 'age');
    return last?.outcome.startsWith(`${given.outcome}-`) ?? false;
  }
  const line = activeLines(cart).find(({ lineId }) => lineId === given.lineId);
  if (!line) return false;
  switch (given.kind) {
    case 'weight':
      return (
        line.isWeighed && line.quantity === netWeight(given.weight, given.tare ?? line.tare) && line.isWeightKeyed === given.isWeightKeyed
      );
    case 'price':
      return line.priceSource === 'keyed' && line.unitPrice === given.unitPrice;
    case 'return-reason':
      return cart.answers.some(({ kind, lineId, outcome }) => kind === given.kind && lineId === given.lineId && outcome === given.reason);
  }
}

function answerAge(cart: Cart, outcome: 'confirmed' | 'refused', years: number, staffId: string | null): CartOutcome {
  if (outcome === 'confirmed') return changed(withAnswer(cart, { kind: 'age', lineId: null, outcome: ageConfirmed(years), staffId }));
  const tooYoungFor = cart.lines.filter((line) => line.minimumAge !== null && !comesBack(line));
  const without = tooYoungFor.reduce((left, line) => replaceLine(left, { ...line, isVoided: true }), cart);
  return changed(withAnswer(without, { kind: 'age', lineId: null, outcome: `refused-${years}`, staffId }));
}

const withAnswer = (cart: Cart, answer: Answer): Cart => ({ ...cart, answers: [...cart.answers, answer] });
