import type { ReportPlace } from '@app/commerce';
import type { SellingTerms } from '../find-products';

/** The store as a paper about itself names it. */
export function storePlace({ rules }: SellingTerms): ReportPlace {
  return {
    storeName: rules.name,
    address: rules.address,
    header: rules.receiptHeader,
    footer: rules.receiptFooter,
    locale: rules.locale,
    timeZone: rules.timeZone,
    minorDigits: rules.currency.minorDigits,
    tenderNames: new Map([...rules.tenderTypes.values()].map((type) => [type.tenderTypeId, type.name])),
    taxNames: new Map(rules.taxCodes.map((code) => [code.taxCodeId, code.name])),
  };
}
