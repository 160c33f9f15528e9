import { openSqliteCatalog } from '@app/channel-db';
import { newId } from '@app/kernel';
import { sha256Hex, type JobId, type PackageManifest } from '@app/protocol';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const PRODUCTS = 20_000;
const CHANNEL = { legalEntityId: 'grocer', channelId: 'haifa' };
const productId = (index: number): string => `a${index}`;

export interface StoredPackage {
  readonly manifest: PackageManifest;
  readonly folder: string;
}

export function products(folder: string): StoredPackage {
  const rows = Array.from({ length: PRODUCTS }, (_, index) => ({
    legalEntityId: 'grocer', productId: productId(index), name: `Product ${index}`, categoryId: null, itemTaxGroupId: 'full', unitId: 'pc',
    isWeighed: false, mustKeyInPrice: false, minimumAge: null, isDiscountable: true, isBlocked: false,
  })); // prettier-ignore
  return snapshot(folder, '1040', 'product', rows);
}

/** Every product costs the same, so that a half applied list shows. */
export function priceList(folder: string, unitPrice: string): StoredPackage {
  const rows = Array.from({ length: PRODUCTS }, (_, index) => ({
    ...CHANNEL, priceId: `p${index}`, productId: productId(index), unitId: 'pc', unitPrice, validFrom: '2026-01-01', validTo: '2099-12-31',
  })); // prettier-ignore
  return snapshot(folder, '1020', 'price', rows);
}

/** The prices of a thousand products across the list, each once. */
export async function pricesSeen(directory: string): Promise<number[]> {
  const catalog = openSqliteCatalog(directory);
  const ids = Array.from({ length: 1_000 }, (_, index) => productId(index * 20));
  const { prices } = await catalog.reader.book(CHANNEL, ids);
  await catalog.close();
  return [...new Set(ids.map((id) => Number(prices.get(id)?.[0]?.unitPrice)))];
}

function snapshot(directory: string, job: JobId, entity: string, rows: readonly object[]): StoredPackage {
  const bytes = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const sha256 = sha256Hex(bytes);
  const folder = join(directory, 'packages');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, sha256), bytes);
  const channelId = entity === 'price' ? CHANNEL.channelId : null;
  const manifest: PackageManifest = {
    protocol: 1, schemaVersion: 1, packageId: newId(), job, kind: 'snapshot', dataGroupId: 'all', fromVersion: 0, toVersion: 1, createdAt: 1,
    segments: [{ sha256, sizeBytes: bytes.length, entity, channelId, rowCount: rows.length, format: 'ndjson.gz' }],
  }; // prettier-ignore
  return { manifest, folder };
}
