import type { OrderRules } from '../orders/customer-order';
import type { Amount, Currency, LocalDate, Quantity, Rate, RoundingMode, UnitPrice, Validity } from '@app/kernel';
import type { TenderFunction } from '../cart/cart-tender';
import type { SaleRestriction } from '../cart/sale-restriction';
import type { ConcurrencyControl, Offer } from '../discounts/offer';
import type { BarcodeMask } from '../labels/read-label';
import type { PriceAdjustment } from './adjust-price';
import type { UnitConversion } from './units';
import type { TaxOverride, TaxRules } from '../tax/charged-taxes';
import type { CartTaxTerms } from '../tax/tax-terms';

/** A product as the engine needs it. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly categoryId: string | null;
  readonly itemTaxGroupId: string;
  readonly unitId: string;
  readonly isWeighed: boolean;
  readonly mustKeyInPrice: boolean;
  readonly minimumAge: number | null;
  readonly isDiscountable: boolean;
  readonly isBlocked: boolean;
  /** Only the catalog says what it costs. */
  readonly isPriceFixed?: boolean | undefined;
  /** What one unit costs where no agreement says. */
  readonly basePrice?: UnitPrice | undefined;
  /** A deposit on packaging: no discount concerns it, and empties are fewer than none of it. */
  readonly isDeposit?: boolean | undefined;
  /** Packaging that is weighed with the goods and taken off. */
  readonly tare?: Quantity | undefined;
  /** The scale weighs nothing lighter, packaging taken off. */
  readonly minimumWeight?: Quantity | undefined;
}

/** What comes with each unit of a product, with its own price and tax: the deposit on its bottle. */
export interface ProductLink {
  readonly unitId: string;
  readonly linkedProductId: string;
  /** For one unit; of goods sold by weight, for a line. */
  readonly quantity: Quantity;
}

/** What a scanned barcode adds: so many units of a product. */
export interface ProductBarcode {
  readonly barcode: string;
  readonly productId: string;
  readonly unitId: string;
  readonly quantity: Quantity;
}

/** A trade agreement: what a unit costs from one store-local minute to another. */
export interface PriceRow extends Validity {
  readonly priceId: string;
  readonly productId: string;
  readonly unitId: string;
  readonly unitPrice: UnitPrice;
  /** How many units the price is for: 100 where a hundred cost 12.00; one when absent. */
  readonly priceUnit?: Quantity | undefined;
  /** Only for this customer, or for those of a price group; for all when both are absent. */
  readonly customerId?: string | undefined;
  readonly priceGroupId?: string | undefined;
  /** Counts from so many units of a line on. */
  readonly minimumQuantity?: Quantity | undefined;
  /** Nothing after it is looked at, even if it is lower (the reference: find next is off). */
  readonly endsSearch?: boolean | undefined;
}

/** Whose agreements count: a customer's own, and those of price groups, the channel's among them. */
export interface PricedBuyer {
  readonly customerId: string | null;
  readonly priceGroups: ReadonlyMap<string, number>;
}

/** Product and price rows of one catalog version, for the products a request names. Gathered before the engine runs. */
export interface PricingBook {
  readonly catalogVersion: number;
  readonly products: ReadonlyMap<string, Product>;
  /** By product id; all rows of the channel, whenever they are valid. */
  readonly prices: ReadonlyMap<string, readonly PriceRow[]>;
  /** Who buys, where that is not anybody. */
  readonly buyer?: PricedBuyer | undefined;
  /** By product id, in the order of what is linked; absent where nothing comes with any of them. What is linked is in `products`. */
  readonly links?: ReadonlyMap<string, readonly ProductLink[]> | undefined;
  /** In play for these products in the minute of the request, narrowed to them; absent where there is none. */
  readonly offers?: readonly Offer[] | undefined;
  /** By product id; absent where there are none. */
  readonly adjustments?: ReadonlyMap<string, readonly PriceAdjustment[]> | undefined;
}

export interface TenderType {
  readonly tenderTypeId: string;
  readonly name: string;
  readonly function: TenderFunction;
  /** Smallest payable step; 0 when every minor unit can be paid. */
  readonly roundingStep: Amount;
  readonly roundingMode: RoundingMode;
  readonly allowsOvertender: boolean;
  readonly maximumOvertender: Amount | null;
  readonly changeTenderTypeId: string | null;
  readonly minimumAmount: Amount | null;
  readonly maximumAmount: Amount | null;
  readonly allowsReturn: boolean;
  readonly opensDrawer: boolean;
  readonly isCounted: boolean;
  /** Takes over from the change tender for change of `minimumChangeAmount` and more. */
  readonly aboveMinimumTenderTypeId: string | null;
  readonly minimumChangeAmount: Amount | null;
  /** What may be left unpaid when this tender closes a sale; null for nothing. */
  readonly maximumUndertender: Amount | null;
  /** Foreign money; null for the channel's own. */
  readonly currency: Currency | null;
  readonly allowsBlindReturn: boolean;
}

/** What `units` of a currency are worth in the company's, from a day on. */
export interface ExchangeRate {
  readonly currencyCode: string;
  readonly validFrom: LocalDate;
  readonly units: number;
  readonly rate: Rate;
}

/** What a channel sells by, of one catalog version: its money, its day, its taxes, its tenders, its labels. */
export interface ChannelRules extends TaxRules {
  readonly catalogVersion: number;
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly name: string;
  readonly address: string;
  readonly currency: Currency;
  readonly timeZone: string;
  readonly dayCutOffMinutes: number;
  readonly pricesIncludeTax: boolean;
  /** Absent where taxes are rounded per line and code and no exemption lowers a price. */
  readonly taxTerms?: CartTaxTerms | undefined;
  /** What a person may choose in place of the taxes that would count. */
  readonly taxOverrides: readonly TaxOverride[];
  /** Price groups of the channel, with their pricing priority. */
  readonly priceGroups: ReadonlyMap<string, number>;
  /** Conversions of one product alone, by its id; `unitConversions` are for all. */
  readonly productConversions: ReadonlyMap<string, readonly UnitConversion[]>;
  /** Lines of an open basket take new prices when it is next changed before payment; otherwise they keep what was quoted. */
  readonly repricesOpenBaskets: boolean;
  /** Absent for `compound-within`. */
  readonly discountControl?: ConcurrencyControl | undefined;
  /** Whoever takes something off or sets a price says why; absent where nobody has to. */
  readonly asksWhy?: boolean | undefined;
  /** Days whose lowest price goods without a receipt are taken back for; 0 where they are not. */
  readonly blindReturnDays: number;
  /** Goods are not sold in the transaction that takes others back. */
  readonly prohibitsMixedBaskets: boolean;
  /** By tender type, the ones it may go back in; one that is not there goes back in any that gives money back. */
  readonly refundTenders: ReadonlyMap<string, readonly string[]>;
  readonly refundsMayBeOverridden: boolean;
  /** How long a suspended basket may wait; null for ever. */
  readonly suspendedHours: number | null;
  readonly voidsSuspendedAtClose: boolean;
  /** How long a quotation holds; absent where none is made. */
  readonly quotationDays?: number | undefined;
  /** Absent where the channel takes no customer orders. */
  readonly orders?: OrderRules | undefined;
  readonly companyCurrency: Currency;
  readonly exchangeRates: readonly ExchangeRate[];
  /** BCP 47 tag for number forms on receipts. */
  readonly locale: string;
  readonly receiptHeader: string;
  readonly receiptFooter: string;
  readonly tenderTypes: ReadonlyMap<string, TenderType>;
  /** Hours in which goods may not be sold; absent where there are none. */
  readonly saleRestrictions?: readonly SaleRestriction[] | undefined;
  readonly barcodeMasks: readonly BarcodeMask[];
  /** Digits after the point by unit of measure. */
  readonly unitDecimals: ReadonlyMap<string, number>;
}
