import { foreignTaken, shiftFigures, type ForeignTaken, type Shift, type ShiftFigures as StoredFigures } from '@app/channel-db';
import type { Reader } from '@app/database';
import { shiftTenderTotals, type ShiftMovement, type ShiftTenderTotal, type TenderFunction, type TenderType } from '@app/commerce';
import { subtract, ZERO, type Amount } from '@app/kernel';
import type { RecordBody } from '@app/protocol';
import { moneyText, moneyTextOrNull } from '../money';

type TenderTypes = ReadonlyMap<string, TenderType>;

/** What the records of a shift add up to, foreign money in its own currency too. */
interface ShiftFigures extends StoredFigures {
  readonly foreign: ReadonlyMap<string, ForeignTaken>;
}

export async function figuresOf(reader: Reader, shiftId: string, tenderTypes: TenderTypes): Promise<ShiftFigures> {
  const foreignIds = [...tenderTypes.values()].flatMap(({ tenderTypeId, currency }) => (currency ? [tenderTypeId] : []));
  return { ...(await shiftFigures(reader, shiftId)), foreign: await foreignTaken(reader, shiftId, foreignIds) };
}

/** A tender of a report; foreign money also as it lies in the drawer. */
interface ReportedTotal extends ShiftTenderTotal {
  readonly foreign?: {
    readonly currency: string;
    readonly taken: Amount;
    readonly counted: Amount | null;
    readonly difference: Amount | null;
  };
}

/** What X and Z say, in wire form: everything of a Z report but its number and its place in the journal. */
export type ReportFigures = Pick<
  RecordBody<'shift-close'>,
  | 'saleCount' | 'returnCount' | 'voidCount' | 'lineCount' | 'gross' | 'net' | 'tax' | 'returned' | 'rounding'
  | 'taxes' | 'tenders' | 'firstReceiptNumber' | 'lastReceiptNumber'
> & {
  readonly suspendedCount: number; readonly recalledCount: number;
  readonly reductions: NonNullable<RecordBody<'shift-close'>['reductions']>;
}; // prettier-ignore

/** The report of a shift from the sums over its records. */
export function reportFigures(shift: Shift, figures: ShiftFigures, tenderTypes: TenderTypes): ReportFigures {
  const money = (value: Amount): string => moneyText(shift.currency, value);
  const { saleCount, returnCount, voidCount, suspendedCount, recalledCount, lineCount, firstReceiptNumber, lastReceiptNumber } = figures;
  return {
    saleCount, returnCount, voidCount, suspendedCount, recalledCount, lineCount, firstReceiptNumber, lastReceiptNumber,
    gross: money(figures.gross), net: money(figures.net), tax: money(figures.tax),
    returned: money(figures.returned), rounding: money(figures.rounding),
    taxes: figures.taxes.map(({ taxCodeId, base, amount }) => ({ taxCodeId, base: money(base), amount: money(amount) })),
    reductions: figures.reductions.map(({ kind, count, amount }) => ({ kind, count, amount: money(amount) })),
    tenders: tenderTotals(shift, figures, tenderTypes).map((total) => tenderBody(total, shift.currency)),
  }; // prettier-ignore
}

/** Per tender type: what moved, what must be there, and what was counted last. */
export function tenderTotals(shift: Shift, figures: ShiftFigures, tenderTypes: TenderTypes): ReportedTotal[] {
  const counts = lastCounts(figures);
  const functionOf = (id: string): TenderFunction => tenderTypes.get(id)?.function ?? 'cash';
  const moved = figures.cash.flatMap(({ kind, tenderTypeId, amount }): ShiftMovement[] =>
    kind === 'count' ? [] : [{ kind, tenderTypeId, function: functionOf(tenderTypeId), amount }],
  );
  const nothing = [...counts.keys()].map((id): ShiftMovement => ({
    kind: 'float',
    tenderTypeId: id,
    function: functionOf(id),
    amount: ZERO,
  }));
  const own = new Map([...counts].filter(([id]) => !tenderTypes.get(id)?.currency));
  const totals = shiftTenderTotals([...openingFloat(shift, tenderTypes), ...figures.tenders, ...moved, ...nothing], own);
  return totals.map((total) => withForeign(total, figures, tenderTypes, counts.get(total.tenderTypeId) ?? null));
}

/** Foreign money is counted as it lies in the drawer: its worth is not asked of anybody who counts. */
function withForeign(total: ShiftTenderTotal, { foreign }: ShiftFigures, tenderTypes: TenderTypes, counted: Amount | null): ReportedTotal {
  const currency = tenderTypes.get(total.tenderTypeId)?.currency?.code;
  if (currency === undefined) return total;
  const taken = foreign.get(total.tenderTypeId)?.amount ?? ZERO;
  return { ...total, foreign: { currency, taken, counted, difference: counted === null ? null : subtract(counted, taken) } };
}

/** The tender that floats, drops and payments in and out are made in. */
export function mainCashTender(tenderTypes: TenderTypes): string | undefined {
  const cash = [...tenderTypes.values()].filter((type) => type.function === 'cash').map((type) => type.tenderTypeId);
  return cash.sort()[0];
}

/** Later counts replace earlier ones. */
function lastCounts({ cash }: ShiftFigures): Map<string, Amount> {
  return new Map(cash.filter(({ kind }) => kind === 'count').map(({ tenderTypeId, amount }) => [tenderTypeId, amount]));
}

function openingFloat(shift: Shift, tenderTypes: TenderTypes): ShiftMovement[] {
  const tenderTypeId = mainCashTender(tenderTypes);
  return tenderTypeId === undefined ? [] : [{ kind: 'float', tenderTypeId, function: 'cash', amount: shift.openingFloat }];
}

function tenderBody(total: ReportedTotal, currency: string): ReportFigures['tenders'][number] {
  const money = (value: Amount): string => moneyText(currency, value);
  return {
    tenderTypeId: total.tenderTypeId, function: total.function,
    opening: money(total.opening), taken: money(total.taken), change: money(total.change), refunded: money(total.refunded),
    paidIn: money(total.paidIn), paidOut: money(total.paidOut), dropped: money(total.dropped), expected: money(total.expected),
    counted: moneyTextOrNull(currency, total.counted), difference: moneyTextOrNull(currency, total.difference),
    ...(total.foreign && { foreign: foreignBody(total.foreign) }),
  }; // prettier-ignore
}

function foreignBody({ currency, taken, counted, difference }: NonNullable<ReportedTotal['foreign']>) {
  return {
    currency,
    taken: moneyText(currency, taken),
    counted: moneyTextOrNull(currency, counted),
    difference: moneyTextOrNull(currency, difference),
  };
}
