import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import asyncClient from '../../dist/libs/async-client/src/index.js';
import database from '../../dist/libs/database/src/index.js';
import protocol from '../../dist/libs/protocol/src/index.js';
import { productRow } from '../floors/catalog.mjs';

const ROWS_PER_SEGMENT = 200_000;
const { cellsOf, cellTypeOf, productEntity, storedTable } = protocol;
const { table, columns } = storedTable(productEntity);
const rowsTable = {
  name: table,
  columns: columns.map((column) => ({ name: column.column, type: cellTypeOf(column) })),
};

/** The made-up products as rows on the wire; every row of another `version` differs. */
function wireRow(id, version) {
  const [, productId, , name, , category, , , itemTaxGroupId] = productRow(id);
  return {
    legalEntityId: 'grocer', productId, name: `${name} ${version}`, categoryId: `C${category}`, itemTaxGroupId, unitId: 'pc',
    isWeighed: id % 9 === 0, mustKeyInPrice: false, minimumAge: id % 50 === 0 ? 18 : null, isDiscountable: true, isBlocked: false,
  }; // prettier-ignore
}

/** Files of as many products in both forms, and the packages that carry them: a first load and a delta that changes every row. */
export async function makeProducts(folder, count) {
  mkdirSync(folder, { recursive: true });
  const load = await aPackage(folder, count, { kind: 'snapshot', fromVersion: 0, toVersion: 1 });
  const lines = await aPackage(folder, count, { kind: 'delta', fromVersion: 1, toVersion: 2 });
  const asSqlite = lines.manifest.segments.map(({ sha256 }) => sha256);
  const files = {
    lines: join(folder, 'all.ndjson.gz'),
    attached: join(folder, 'all.db'),
    ...written(folder, { load, deltaLines: lines, deltaSqlite: { ...lines, asSqlite } }),
  };
  writeFileSync(files.lines, Buffer.concat(asSqlite.map((sha256) => readFileSync(join(folder, sha256)))));
  await database.writeRowsFile(files.attached, rowsTable, cells(1, count, 2));
  return files;
}

/** A catalog folder that holds the first load; `copyTo` makes one like it. */
export async function loadedCatalog(folder, loadFile) {
  const [template, live] = [join(folder, 'template'), join(folder, 'live')];
  await asyncClient.prepareCatalog(template);
  const { manifest, folder: segments } = JSON.parse(readFileSync(loadFile, 'utf8'));
  const outcome = await asyncClient.apply({ directory: template, packages: [{ manifest, folder: segments }], now: 1 });
  if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome));
  return {
    fresh() {
      rmSync(live, { recursive: true, force: true });
      cpSync(template, live, { recursive: true });
      return { directory: live, file: join(live, 'catalog-2.db') };
    },
  };
}

function written(folder, packages) {
  const named = Object.entries(packages).map(([name, one]) => [name, join(folder, `${name}.json`), one]);
  for (const [, file, one] of named) writeFileSync(file, JSON.stringify(one));
  return Object.fromEntries(named.map(([name, file]) => [name, file]));
}

async function aPackage(folder, count, { kind, fromVersion, toVersion }) {
  const segments = [];
  for (let first = 1; first <= count; first += ROWS_PER_SEGMENT) {
    const last = Math.min(count, first + ROWS_PER_SEGMENT - 1);
    const text = Array.from({ length: last - first + 1 }, (_, at) => `${JSON.stringify(wireRow(first + at, toVersion))}\n`).join('');
    const form = join(folder, 'rows.db');
    await database.writeRowsFile(form, rowsTable, cells(first, last, toVersion));
    const sqlite = kept(folder, readFileSync(form));
    rmSync(form);
    const scope = { entity: 'product', channelId: null };
    segments.push({ ...kept(folder, Buffer.from(text)), ...scope, rowCount: last - first + 1, format: 'ndjson.gz', sqlite });
  }
  const manifest = {
    protocol: 1, schemaVersion: 1, packageId: randomUUID(), job: '1040', kind, dataGroupId: 'all', fromVersion, toVersion, createdAt: 1, segments,
  }; // prettier-ignore
  return { manifest, folder };
}

function* cells(first, last, version) {
  for (let id = first; id <= last; id++) yield cellsOf(columns, wireRow(id, version));
}

function kept(folder, bytes) {
  const packed = gzipSync(bytes, { level: 1 });
  const sha256 = createHash('sha256').update(packed).digest('hex');
  writeFileSync(join(folder, sha256), packed);
  return { sha256, sizeBytes: packed.length };
}
