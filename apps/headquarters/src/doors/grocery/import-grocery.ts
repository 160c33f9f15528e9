import { basename } from 'node:path';
import { newId, type LocalDate } from '@app/kernel';
import { holdChanges, releaseChanges } from '../../company/change-holds';
import type { Peppers } from '../../company/peppers';
import type { Database } from '@app/database';
import type { WrongCheckDigits } from '../imported-code';
import { beginImport, finishImport, listRefusals, type Refusal } from '../import-log';
import { BranchImport } from './branch-import';
import { dayInName } from './day-in-name';
import { readGroceryFile, type GroceryRow } from './grocery-file';
import { openGroceryStore } from './open-grocery-store';
import { judgeRow, refused, type JudgedRow } from './sellable-row';

/** Rows per unit of work: fast enough, and short enough for a service that writes beside. */
const BATCH = 2_000;

export interface ImportSummary {
  readonly importId: string;
  readonly storedCount: number;
  readonly refusedCount: number;
  /** Prices the branches had before and no longer have. */
  readonly endedCount: number;
}

export interface GroceryImportOptions {
  readonly file: string;
  /** The day the file's prices are of; read from its name when it is there. */
  readonly day?: LocalDate;
  /** What becomes of codes with a wrong check digit; they are refused unless said otherwise. */
  readonly wrongCheckDigits?: WrongCheckDigits;
  /** Chains of the file that this is said for; all when absent. */
  readonly ofChains?: readonly string[];
  readonly onProgress?: (rowCount: number) => void;
}

/**
 * Takes over a price file: each chain becomes a legal entity, each branch a channel with its own channel database.
 * Every row is either stored or listed with the reason why not. Stores get the file as one, when all of it is here.
 */
export class GroceryImport {
  private readonly branches = new Map<string, BranchImport>();
  private stored = 0;
  private refusedCount = 0;

  constructor(
    private readonly database: Database,
    private readonly peppers: Peppers,
    private readonly options: GroceryImportOptions,
  ) {}

  async run(): Promise<ImportSummary> {
    const day = this.options.day ?? dayInName(this.options.file);
    const importId = newId();
    await this.database.unitOfWork.run(async (tx) => {
      await beginImport(tx, { importId, source: basename(this.options.file), asOf: day });
      await holdChanges(tx, importId, Date.now());
    });
    for await (const batch of batches(readGroceryFile(this.options.file), BATCH)) {
      await this.take(importId, day, batch);
      this.options.onProgress?.(this.stored + this.refusedCount);
    }
    return this.finish(importId);
  }

  private async take(importId: string, day: LocalDate, rows: readonly GroceryRow[]): Promise<void> {
    for (const row of rows) if (!this.branches.has(branchKey(row))) await this.openBranch(row, day);
    const judged = rows.map((row) => this.judge(row));
    const refusals: Refusal[] = [];
    const sellable = new Map<BranchImport, { row: GroceryRow; code: string }[]>();
    for (const one of judged) {
      const branch = this.branches.get(branchKey(one.row));
      if (!branch) continue;
      if (one.kind === 'refused') refusals.push(refusalOf(one.row, one.reason, branch));
      else if (!sellable.get(branch)?.push(one)) sellable.set(branch, [one]);
    }
    await this.database.unitOfWork.run(async (tx) => {
      for (const [branch, batch] of sellable) await branch.store(tx, batch);
      await listRefusals(tx, importId, refusals);
      await holdChanges(tx, importId, Date.now());
    });
    this.refusedCount += refusals.length;
    this.stored += rows.length - refusals.length;
  }

  private judge(row: GroceryRow): JudgedRow {
    const judged = judgeRow(row, this.choiceFor(row));
    if (judged.kind === 'refused') return judged;
    const isFirst = this.branches.get(branchKey(row))?.admits(judged.code);
    return isFirst ? judged : refused(row, 'duplicate-code');
  }

  private choiceFor({ chainId }: GroceryRow): WrongCheckDigits {
    const { wrongCheckDigits = 'refuse', ofChains } = this.options;
    return ofChains === undefined || ofChains.includes(chainId) ? wrongCheckDigits : 'refuse';
  }

  private async openBranch(row: GroceryRow, day: LocalDate): Promise<void> {
    const [legalEntityId, channelId] = [row.chainId, `${row.chainId}-${row.branch}`];
    await openGroceryStore(this.database, this.peppers, row, day);
    this.branches.set(branchKey(row), await BranchImport.begin(this.database.reader, { legalEntityId, channelId, day }));
  }

  private async finish(importId: string): Promise<ImportSummary> {
    const [storedCount, refusedCount] = [this.stored, this.refusedCount];
    const endedCount = await this.database.unitOfWork.run(async (tx) => {
      let count = 0;
      for (const branch of this.branches.values()) count += (await branch.finish(tx)).endedCount;
      await finishImport(tx, { importId, storedCount, refusedCount });
      await releaseChanges(tx, importId);
      return count;
    });
    return { importId, storedCount, refusedCount, endedCount };
  }
}

const branchKey = (row: GroceryRow): string => `${row.chainId}/${row.branch}`;

function refusalOf(row: GroceryRow, reason: string, branch: BranchImport): Refusal {
  const { lineNumber, barcode, name, price } = row;
  return { lineNumber, barcode, name, price, reason, legalEntityId: branch.legalEntityId, channelId: branch.channelId };
}

async function* batches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
