import { CalculationsService, ProductFinder, type Calculation, type Seller, type WantedLine } from '@app/carts';
import { DomainError, instantReaching, newId, type Clock, type Instant } from '@app/kernel';
import type { OldBasket, OldLine } from './old-basket';
import type { StoreCopy } from './store-copy';

/** A line as this engine prices it, or the code of what keeps it from being priced. */
export type PricedLine = { readonly lineId: string; readonly old: OldLine } & (
  { readonly isPriced: true } | { readonly isPriced: false; readonly code: string }
);

export interface PricedBasket {
  readonly lines: readonly PricedLine[];
  /** Of the lines that are priced; undefined when none is. */
  readonly calculation: Calculation | undefined;
}

/** Prices baskets as the stores would have, at the time of each. */
export class BasketPricer {
  private readonly products: ProductFinder;
  private readonly calculations: CalculationsService;

  constructor(
    private readonly copy: StoreCopy,
    clock: Clock,
  ) {
    this.products = new ProductFinder(copy.catalog, clock);
    this.calculations = new CalculationsService({ catalog: copy.catalog, businessClock: clock }, this.products);
  }

  /** Undefined when headquarters knows no such store. */
  async price(basket: OldBasket): Promise<PricedBasket | undefined> {
    const channel = await this.copy.store(basket.store);
    if (!channel) return undefined;
    const at = instantReaching(basket.date, channel.timeZone);
    const { legalEntityId, channelId } = channel;
    const seller = { legalEntityId, channelId, registerId: 'compare', deviceId: 'compare', staffId: null, approvedBy: null };
    return this.priceAt(at, seller, basket.lines.map((old) => ({ lineId: newId(at), old, isPriced: true }))); // prettier-ignore
  }

  /** Lines that cannot be priced are left out one after another; the others are a basket of their own. */
  private async priceAt(at: Instant, seller: Seller, lines: readonly PricedLine[]): Promise<PricedBasket> {
    const open = lines.filter(({ isPriced }) => isPriced);
    if (open.length === 0) return { lines, calculation: undefined };
    const found = (await this.products.gather(seller, open.map(({ old }) => ({ barcode: old.barcode })), undefined)).found; // prettier-ignore
    const wanted = open.map(({ lineId, old: { barcode, quantity } }, index): WantedLine => ({
      lineId, barcode, ...(found[index]?.product.isWeighed ? { weight: quantity } : { quantity }),
    })); // prettier-ignore
    try {
      return { lines, calculation: await this.calculations.calculate(seller, { ...CARRIED_OUT, lines: wanted, at }) };
    } catch (error) {
      const index = error instanceof DomainError ? lineNamedIn(error) : undefined;
      const refused = index === undefined ? undefined : open[index];
      if (!refused || !(error instanceof DomainError)) throw error;
      const { code } = error;
      return this.priceAt(at, seller, lines.map((line) => (line === refused ? { lineId: line.lineId, old: line.old, isPriced: false, code } : line))); // prettier-ignore
    }
  }
}

const CARRIED_OUT = {
  taxParty: { customerTaxGroupId: null, destinationTaxGroupId: null, exemptTaxCodeIds: [] },
  taxOverrideId: null,
  isExplained: true,
} as const;

/** The place of the line that a refusal names: `/lines/3/barcode`. */
function lineNamedIn({ details }: DomainError): number | undefined {
  const [, index] = /^\/lines\/(\d+)/.exec(String(details.field)) ?? [];
  return index === undefined ? undefined : Number(index);
}
