import { newId } from '@app/kernel';
import { entityNamed, sha256Hex, type JobId, type PackageManifest, type Segment } from '@app/protocol';
import Sqlite, { type Database } from 'better-sqlite3';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { StoredPackage } from '../src/apply/apply-package';

type WireRow = Readonly<Record<string, unknown>>;
/** Rows on the wire by entity; a text stands for a line that is no row at all. */
export type WireRows = Readonly<Record<string, readonly (WireRow | string)[]>>;

export interface PackageOptions {
  readonly kind?: PackageManifest['kind'];
  readonly repair?: PackageManifest['repair'];
  readonly fromVersion?: number;
  readonly toVersion?: number;
  readonly schemaVersion?: number;
}

/** A package as headquarters would have sent it, with its segments in `folder`. */
export function aPackage(folder: string, job: JobId, rows: WireRows, options: PackageOptions = {}): StoredPackage {
  const { kind = 'snapshot', fromVersion = 0, toVersion = 1, schemaVersion = 1, repair } = options;
  const segments = Object.entries(rows).map(([entity, lines]) => writeSegment(folder, entity, lines));
  const manifest: PackageManifest = {
    protocol: 1, schemaVersion, packageId: newId(), job, kind, dataGroupId: 'all', fromVersion, toVersion, createdAt: 1, segments,
    ...(repair && { repair, entities: [repair.entity] }),
  }; // prettier-ignore
  return { manifest, folder };
}

/** The same package whose only segment comes as the SQLite file that `build` makes. */
export function inForm(stored: StoredPackage, build: (database: Database) => void): StoredPackage {
  const [segment] = stored.manifest.segments;
  if (!segment) throw new Error('a package without a segment');
  const path = join(stored.folder, 'form.db');
  const database = new Sqlite(path);
  build(database);
  database.close();
  const form = gzipSync(readFileSync(path));
  rmSync(path);
  const sqlite = { sha256: sha256Hex(form), sizeBytes: form.length };
  writeFileSync(join(stored.folder, sqlite.sha256), form);
  return { ...stored, manifest: { ...stored.manifest, segments: [{ ...segment, sqlite }] }, asSqlite: new Set([segment.sha256]) };
}

function writeSegment(folder: string, entity: string, rows: readonly (WireRow | string)[]): Segment {
  const bytes = gzipSync(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  const sha256 = sha256Hex(bytes);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, sha256), bytes);
  const channelId = entityNamed(entity)?.scope === 'channel' ? 'haifa' : null;
  return { sha256, sizeBytes: bytes.length, entity, channelId, rowCount: rows.length, format: 'ndjson.gz' };
}

export const aProduct = (productId: string, changes: WireRow = {}): WireRow => ({
  legalEntityId: 'grocer', productId, name: `Product ${productId}`, categoryId: null, itemTaxGroupId: 'full', unitId: 'pc',
  isWeighed: false, mustKeyInPrice: false, minimumAge: null, isDiscountable: true, isBlocked: false, ...changes,
}); // prettier-ignore

export const aBarcode = (barcode: string, productId: string): WireRow => ({
  legalEntityId: 'grocer', barcode, productId, unitId: 'pc', quantity: '1',
}); // prettier-ignore

export const aPrice = (productId: string, unitPrice: string, changes: WireRow = {}): WireRow => ({
  channelId: 'haifa', priceId: `p-${productId}`, legalEntityId: 'grocer', productId, unitId: 'pc', unitPrice,
  validFrom: '2026-01-01', validTo: '2099-12-31', ...changes,
}); // prettier-ignore

/** What channel `haifa` of legal entity `grocer` sells by: job 1070. */
export const configurationRows: WireRows = {
  legalEntity: [{ legalEntityId: 'grocer', name: 'Grocer', registrationNumber: '1', currency: 'ILS' }],
  channel: [
    {
      channelId: 'haifa', legalEntityId: 'grocer', name: 'Haifa', address: 'Port 1', currency: 'ILS', timeZone: 'Asia/Jerusalem',
      dayCutOffMinutes: 0, pricesIncludeTax: true, taxGroupId: 'store', locale: 'he-IL', receiptHeader: '', receiptFooter: '',
    },
  ],
  taxCode: [{ legalEntityId: 'grocer', taxCodeId: 'vat', name: 'VAT', rate: '0.18', validFrom: '2020-01-01', validTo: '2099-12-31' }],
  taxGroupCode: [{ legalEntityId: 'grocer', taxGroupId: 'store', taxCodeId: 'vat' }],
  itemTaxGroupCode: [{ legalEntityId: 'grocer', itemTaxGroupId: 'full', taxCodeId: 'vat' }],
  tenderType: [
    {
      channelId: 'haifa', tenderTypeId: 'cash', name: 'Cash', function: 'cash', roundingStep: '0.10', roundingMode: 'half-away-from-zero',
      allowsOvertender: true, maximumOvertender: null, changeTenderTypeId: 'cash', minimumAmount: null, maximumAmount: '1000.00',
      allowsReturn: true, opensDrawer: true, isCounted: true,
    },
  ],
}; // prettier-ignore
