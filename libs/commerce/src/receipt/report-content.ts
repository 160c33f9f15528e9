import { currencyOf, localTime, type Instant } from '@app/kernel';
import type { ReceiptContent } from './lay-out';
import { isZero, numberText } from './numbers';
import type { ReceiptPlace } from './receipt';
import { storeValues } from './sale-content';
import type { Values } from './variables';
import { receiptWords } from './words';

/** A shift's figures as its X or Z report has them; amounts are decimal texts. */
export interface PrintedReport {
  readonly zNumber: number | null;
  readonly registerId: string;
  readonly businessDate: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly firstReceiptNumber: string | null;
  readonly lastReceiptNumber: string | null;
  readonly saleCount: number;
  readonly returnCount: number;
  readonly voidCount: number;
  readonly lineCount: number;
  readonly gross: string;
  readonly net: string;
  readonly tax: string;
  readonly returned: string;
  readonly rounding: string;
  readonly taxes: readonly { readonly taxCodeId: string; readonly base: string; readonly amount: string }[];
  readonly reductions: readonly {
    readonly kind: 'offer' | 'manual-line' | 'manual-total' | 'price-override';
    readonly count: number;
    readonly amount: string;
  }[];
  readonly tenders: readonly ReportTender[];
}

const MOVEMENTS = ['opening', 'taken', 'change', 'refunded', 'paidIn', 'paidOut', 'dropped'] as const;

type ReportTender = { readonly [name in (typeof MOVEMENTS)[number] | 'tenderTypeId' | 'expected']: string } & {
  readonly counted: string | null;
  readonly difference: string | null;
  /** Foreign money as it lies in the drawer. */
  readonly foreign?: {
    readonly currency: string;
    readonly taken: string;
    readonly counted: string | null;
    readonly difference: string | null;
  };
};

/** What a paper about the store itself needs to know of it. */
export type ReportPlace = Pick<ReceiptPlace, 'storeName' | 'address' | 'header' | 'footer' | 'locale' | 'timeZone' | 'tenderNames' | 'taxNames'> & {
  readonly minorDigits: number;
}; // prettier-ignore

/** A report as the variables of formats `x-report` and `z-report`. */
export function reportContent(report: PrintedReport, place: ReportPlace, language: string = place.locale): ReceiptContent {
  const words = receiptWords(language);
  const money = (decimal: string): string => numberText(decimal, language, place.minorDigits);
  const given = (decimal: string): string => (isZero(decimal) ? '' : money(decimal));
  return {
    language,
    title: report.zNumber === null ? words.xReport : `${words.zReport} ${report.zNumber}`,
    receipt: { ...storeValues({ ...place, name: place.storeName }), ...headValues(report, place), ...figureValues(report, money, given) },
    line: [],
    tender: report.tenders.map((tender) => tenderValues(tender, place, money, given, language)),
    tax: report.taxes.map(({ taxCodeId, base, amount }) => ({
      name: place.taxNames.get(taxCodeId) ?? taxCodeId, base: money(base), amount: money(amount),
    })),
  }; // prettier-ignore
}

function headValues(report: PrintedReport, { timeZone }: ReportPlace): Values {
  const clock = (at: Instant | null): string => (at === null ? '' : localTime(at, timeZone).text);
  const { firstReceiptNumber: first, lastReceiptNumber: last } = report;
  return {
    registerId: report.registerId,
    businessDate: report.businessDate,
    zNumber: report.zNumber === null ? '' : String(report.zNumber),
    openedAt: clock(report.openedAt),
    closedAt: clock(report.closedAt),
    receipts: first === null || last === null ? '' : `${first} - ${last}`,
  };
}

type Money = (decimal: string) => string;

function figureValues(report: PrintedReport, money: Money, given: Money): Values {
  return {
    sales: String(report.saleCount), returns: String(report.returnCount), voids: String(report.voidCount), items: String(report.lineCount),
    gross: money(report.gross), net: money(report.net), tax: money(report.tax), returned: given(report.returned), rounding: given(report.rounding),
    ...reductionValues(report, money),
  }; // prettier-ignore
}

const REDUCTIONS = {
  offer: 'offers',
  'manual-line': 'lineDiscounts',
  'manual-total': 'totalDiscounts',
  'price-override': 'priceOverrides',
} as const;

/** Their number and amount; nothing of a kind that was not given. */
function reductionValues({ reductions }: PrintedReport, money: Money): Values {
  return Object.fromEntries(reductions.map(({ kind, count, amount }) => [REDUCTIONS[kind], `${count} / ${money(amount)}`]));
}

/** What did not move is left out; what was counted is said also when it is nothing. */
function tenderValues(tender: ReportTender, { tenderNames }: ReportPlace, money: Money, given: Money, language: string): Values {
  return {
    name: tenderNames.get(tender.tenderTypeId) ?? tender.tenderTypeId,
    ...Object.fromEntries(MOVEMENTS.map((name) => [name, given(tender[name])])),
    ...drawerValues(tender, money, language),
  };
}

/** What should be in the drawer and what was found; foreign money in its own currency, with its code. */
function drawerValues({ foreign, ...own }: ReportTender, money: Money, language: string): Values {
  const { expected, counted, difference } = foreign ? { ...foreign, expected: foreign.taken } : own;
  const said = (decimal: string | null): string => {
    if (decimal === null) return '';
    return foreign ? `${foreign.currency} ${numberText(decimal, language, currencyOf(foreign.currency).minorDigits)}` : money(decimal);
  };
  return { expected: said(expected), counted: said(counted), difference: said(difference) };
}
