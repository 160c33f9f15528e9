import type { Compared, DifferingLine } from './compare-log';
import type { ExplainedLine } from './judge-line';

/** How a comparison went, counted while it runs. */
export class ComparisonSummary {
  private equal = 0;
  private differing = 0;
  private unreadable = 0;
  private readonly causes = new Map<string, number>();

  add(compared: Compared): void {
    if (compared.kind === 'equal') this.equal += 1;
    else if (compared.kind === 'unreadable') this.unreadable += 1;
    else {
      this.differing += 1;
      for (const { cause } of compared.lines) this.causes.set(cause, 1 + (this.causes.get(cause) ?? 0));
    }
  }

  /** The most frequent cause first. */
  lines(): string[] {
    const causes = [...this.causes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([cause, count]) => `${cause} ${count}`);
    const baskets = `${this.equal} baskets equal, ${this.differing} differ, ${this.unreadable} unreadable`;
    return causes.length === 0 ? [baskets] : [baskets, `lines that differ: ${causes.join(', ')}`];
  }
}

/** What to say of a basket; nothing where both charge the same. */
export function tellBasket(compared: Compared): string[] {
  if (compared.kind === 'equal') return [];
  if (compared.kind === 'unreadable') return [`line ${compared.lineNumber}: ${compared.fault}`];
  const { lineNumber, basket, store, date, charged, here, lines } = compared;
  return [`line ${lineNumber}: basket ${basket} of store ${store}, ${date}: charged ${charged}, here ${here}`, ...lines.flatMap(tellLine)];
}

function tellLine({ barcode, charged, here, cause, explanation }: DifferingLine): string[] {
  if (!explanation) return [`  ${barcode}: charged ${charged}, not priced here: ${cause}`];
  const { name, quantity, unitId } = explanation;
  return [`  ${barcode} ${name}, ${quantity} ${unitId}: charged ${charged}, here ${here}: ${cause}`, ...tellWhy(explanation)];
}

function tellWhy({ price, amount, offers, taxes }: ExplainedLine): string[] {
  const beaten = price.beaten.map((row) => `, not ${row.priceId} at ${row.unitPrice} (${row.why})`).join('');
  return [
    `    price ${price.unitPrice} from ${price.priceId ?? price.source}${beaten}: ${amount}`,
    ...offers.map(({ offerId, name, amount: given, why, wouldGive, lostTo }) =>
      why === null ? `    offer ${offerId} "${name}" takes off ${given}` : `    offer ${offerId} "${name}" ${why}${wouldGive === null ? '' : `, alone ${wouldGive}`}${lostTo.length === 0 ? '' : `, to ${lostTo.join(' ')}`}`,
    ),
    ...taxes.map(({ taxCodeId, rate, exact, amount: charged }) => `    tax ${taxCodeId} ${rate}: ${exact} is ${charged}`),
  ]; // prettier-ignore
}
