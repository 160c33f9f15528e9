import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, type Difference } from '../check/compare';
import { settleAccounts } from '../check/settle-accounts';
import { untilUploaded } from '../check/until-uploaded';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { serveCustomers } from '../register/customers';
import { openLanes } from '../register/open-lanes';

interface LostSaleResult {
  /** Receipts that were taken away at headquarters: before a close, and before a comparison. */
  readonly deleted: { readonly beforeClose: string; readonly beforeCheck: string };
  /** Receipts that the close and the comparison named. */
  readonly namedByClose: readonly (string | null)[];
  readonly namedByCheck: readonly (string | null)[];
  readonly restoredCount: number;
  /** Receipts that headquarters' own alarms name. */
  readonly namedAtHeadquarters: readonly unknown[];
  /** Between all books, after everything: nothing missing, nothing doubled. */
  readonly differences: readonly Difference[];
}

interface Report {
  readonly records: { readonly missing: readonly { readonly receiptNumber: string | null }[]; readonly restoredCount: number };
}

const LONGEST_MS = 60_000;

/** Takes a sale of the register out of headquarters' file, behind the back of the running process. Answers its receipt number. */
type LoseSale = (registerId: string) => string;

interface LostSaleOptions {
  readonly folder: string;
  readonly salesEach: number;
  readonly loseSaleOf: LoseSale;
}

/** A sale disappears from headquarters' file, twice: the close of its shift finds one, the comparison the other. Both are sent again. */
export async function lostSale(world: OwnStore, { folder, salesEach, loseSaleOf }: LostSaleOptions): Promise<LostSaleResult> {
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const lanes = await openLanes(world, ledger, 1);
  for (const lane of lanes) await serveCustomers(lane, { count: salesEach, comesAtMs: () => 0 }, throwIt);
  await untilUploaded(ledger, world.headquarters);
  const [first, second] = lanes;
  if (!first || !second) throw new Error('needs two registers');

  const beforeClose = loseSaleOf(first.register.registerId);
  const closing = await first.register.closeShift();
  await untilHeld(world, beforeClose);
  const beforeCheck = loseSaleOf(second.register.registerId);
  const { records } = await world.management.post<Report>('/exchange/check', { repairs: false });
  await untilHeld(world, beforeCheck);

  const { alarms } = await world.headquarters.get<{ alarms: { kind: string; details: { receiptNumber?: unknown } }[] }>('/alarms');
  const { books } = await settleAccounts(world, ledger, lanes, since);
  ledger.close();
  return {
    deleted: { beforeClose, beforeCheck },
    namedByClose: (closing?.proof?.missing ?? []).map(({ receiptNumber }) => receiptNumber),
    namedByCheck: records.missing.map(({ receiptNumber }) => receiptNumber),
    restoredCount: records.restoredCount,
    namedAtHeadquarters: alarms.filter(({ kind }) => kind === 'record.missing').map(({ details }) => details.receiptNumber),
    differences: differencesOf(books),
  };
}

async function untilHeld({ headquarters }: OwnStore, receiptNumber: string): Promise<void> {
  const began = performance.now();
  while ((await headquarters.records({ receiptNumber })).length === 0) {
    if (performance.now() - began > LONGEST_MS) throw new Error(`headquarters did not get ${receiptNumber} again`);
    await sleep(100);
  }
}

function throwIt(error: Error): never {
  throw error;
}
