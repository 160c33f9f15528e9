import { judge, type Observation, type UnitStatus } from '@app/appliance';
import { seriesText, type HistoryPoint } from '@app/platform';

type Figures = HistoryPoint['figures'];
type Named = readonly (readonly [series: string, value: number | null | undefined])[];

/** What is kept of one moment, in the names of docs/monitoring.md. While the unit is silent, nothing is told of what it said before. */
export function keyFigures(observation: Observation): Figures {
  const { state, findings } = judge(observation);
  const causes = findings.map(({ code, weight }) => [seriesText('store_cause', { code, weight }), 1] as const);
  const { isUnitAnswering, status } = observation;
  const told = isUnitAnswering && status ? [...storeFigures(status), ...machineFigures(status)] : [];
  const known = [['store_selling', state === 'not-selling' ? 0 : 1], ...causes, ...told] satisfies Named;
  return Object.fromEntries(known.filter(([, value]) => value !== null && value !== undefined)) as Figures;
}

function storeFigures({ headquarters, upload, cards, selling, prices, clock }: UnitStatus): Named {
  const since = (at: number | null) => (at === null ? null : Math.max(0, (clock.now - at) / 1000));
  return [
    ['store_headquarters_reachable', Number(headquarters.isReachable)],
    ['store_sales_waiting', upload.waitingCount],
    ...Object.entries(upload.waitingAmounts).map(([currency, amount]) => [amountSeries(currency), Number(amount)] as const),
    ['store_sales_waiting_oldest_seconds', since(upload.oldestAt) ?? 0],
    ['store_card_payments_unclear', cards.unclear.filter(({ state }) => state !== 'started').length],
    ['store_shifts_open', selling.registers.filter(({ isShiftOpen }) => isShiftOpen).length],
    ['store_price_age_seconds', since(prices.appliedAt)],
    ['store_quarantined_rows', prices.quarantinedCount],
  ];
}

function machineFigures({ disk, process, clock }: UnitStatus): Named {
  return [
    ['store_disk_free_bytes', disk.freeBytes],
    ['store_database_size_bytes', disk.storeBytes],
    ['store_process_start_timestamp_seconds', secondsOf(process?.startedAt)],
    ['store_process_memory_bytes', process?.memoryBytes],
    ['store_event_loop_lag_seconds', secondsOf(process?.loopLagMs)],
    ['store_commit_seconds', secondsOf(process?.flushMs)],
    ['store_clock_offset_seconds', secondsOf(clock.offsetMs)],
  ];
}

const amountSeries = (currency: string): string => seriesText('store_sales_waiting_amount', { currency });
const secondsOf = (ms: number | null | undefined): number | null => (ms === null || ms === undefined ? null : ms / 1000);
