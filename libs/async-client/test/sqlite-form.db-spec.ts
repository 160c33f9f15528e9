import { catalogTable, decoderOf, openSqliteCatalog, type Catalog, type CatalogRow } from '@app/channel-db';
import { newId } from '@app/kernel';
import { cellTypeOf, ContentSum, keyText, rowText, type StoredTable } from '@app/protocol';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, type ApplyOutcome } from '../src/apply/apply';
import type { StoredPackage } from '../src/apply/apply-package';
import { prepareCatalog } from '../src/apply/catalog-file';
import { wireLines } from '../src/apply/sqlite/wire-line';
import { aPackage, aPrice, aProduct, inForm, type PackageOptions, type WireRows } from './packages';

type Row = Readonly<Record<string, unknown>>;
const JOBS: Readonly<Record<string, string>> = { product: '1040', productBarcode: '1040', price: '1020' };

function tableOf(entity: string): StoredTable {
  const table = catalogTable(entity);
  if (!table) throw new Error(`no entity ${entity}`);
  return table;
}

/** Whether a table takes cells of its columns' types only, or any: then its columns have no type, so that every cell stays what it is. */
interface Typing {
  readonly isStrict?: boolean;
}

/** A plain table of the rows' cells. */
const holding =
  (entity: string, rows: readonly Row[], { isStrict = false }: Typing = {}) =>
  (database: Database): void => {
    const { table, columns } = tableOf(entity);
    const declared = columns.map((column) => (isStrict ? `${column.column} ${cellTypeOf(column)}` : column.column));
    database.exec(`CREATE TABLE ${table} (${declared.join(', ')}) ${isStrict ? 'STRICT' : ''}`);
    const insert = database.prepare(`INSERT INTO ${table} VALUES (${columns.map(({ column }) => `@${column}`).join(', ')})`);
    // The driver takes numbers for fractions unless they are bigints.
    database.exec('BEGIN');
    const stored = (cell: unknown) => (Number.isSafeInteger(cell) ? BigInt(cell as number) : cell);
    for (const row of rows) insert.run(Object.fromEntries(columns.map(({ column }) => [column, stored(row[column] ?? null)])));
    database.exec('COMMIT');
  };

const aProductRow = (productId: string, changes: Row = {}): Row => ({
  legal_entity_id: 'grocer', product_id: productId, name: `Product ${productId}`, category_id: null, item_tax_group_id: 'full',
  unit_id: 'pc', is_weighed: 0, must_key_in_price: 0, minimum_age: null, is_discountable: 1, is_blocked: 0, ...changes,
}); // prettier-ignore

let directory: string;
let catalog: Catalog;

async function openCatalog(): Promise<void> {
  directory = mkdtempSync(join(tmpdir(), 'form-'));
  await prepareCatalog(directory);
  catalog = openSqliteCatalog(directory);
}
async function closeCatalog(): Promise<void> {
  await catalog.close();
  rmSync(directory, { recursive: true });
}

async function applied(...packages: StoredPackage[]): Promise<ApplyOutcome> {
  const outcome = await apply({ directory, packages, now: 1_000 });
  catalog.follow();
  return outcome;
}
const packed = (entity: string, rows: WireRows[string], options?: PackageOptions) =>
  aPackage(join(directory, 'packages'), JOBS[entity] ?? '', { [entity]: rows }, options);
/** Both forms of the same rows, the lines made of the cells. */
function inBothForms(
  entity: string,
  rows: readonly Row[],
  { isStrict = false, ...options }: PackageOptions & Typing = {},
): { lines: StoredPackage; file: StoredPackage } {
  const lines = packed(entity, rows.map(wireLines(tableOf(entity))), options);
  return { lines, file: inForm(lines, holding(entity, rows, { isStrict })) };
}

const again = (stored: StoredPackage): StoredPackage => ({ ...stored, manifest: { ...stored.manifest, packageId: newId() } });

/** Everything the catalog holds of an entity, and what stands in quarantine beside it. */
function contentOf(entity: string): Promise<unknown> {
  const { table, columns } = tableOf(entity);
  return catalog.reader['source'].read(async (reader) => {
    const rows = await reader.query<CatalogRow>(`SELECT * FROM {${table}}`);
    const sum = new ContentSum();
    for (const row of rows) {
      const value = decoderOf<Row>(columns)(row);
      sum.add(keyText(tableOf(entity).entity, value), rowText(tableOf(entity).entity, value));
    }
    const parked = await reader.query('SELECT entity, row_key, reason, raw FROM {download_quarantine} ORDER BY row_key');
    return { digest: sum.digest(), count: rows.length, parked };
  });
}

async function contentAfter(entity: string, packages: readonly StoredPackage[]): Promise<unknown> {
  for (const one of packages) expect((await applied(one)).kind).toBe('applied');
  return contentOf(entity);
}

describe('both forms of a segment', () => {
  beforeEach(openCatalog);
  afterEach(closeCatalog);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 45 }),
    fc.constantFrom('', 'ש'.repeat(120), '😀'.repeat(101), 'x'.repeat(201)),
  );
  const integer = fc.oneof(fc.integer({ min: -2, max: 120 }), fc.maxSafeInteger(), fc.constantFrom(2 ** 53, 1.5));
  const anyCell = fc.oneof(text, integer, fc.constant(null), fc.constant(Buffer.from('ab')));
  const cellOf = { TEXT: fc.oneof(text, fc.constant(null)), INTEGER: fc.oneof(integer.filter(Number.isSafeInteger), fc.constant(null)) };
  const right = (column: string, kind: string): fc.Arbitrary<unknown> => {
    if (kind === 'flag') return fc.constantFrom(0, 1);
    if (kind === 'integer') return fc.integer({ min: 1, max: 99 });
    return column.endsWith('_time')
      ? fc.constantFrom('23:59', null)
      : fc.constantFrom(...(column.startsWith('valid_') ? ['2026-01-01'] : ['a', 'é']));
  };
  const rowsOf = (entity: string, isStrict: boolean) => {
    const { columns, keyColumns } = tableOf(entity);
    const keys = new Set(keyColumns.map(({ column }) => column));
    const cells = columns.map((column) => [
      column.column,
      fc.oneof(
        { weight: 30, arbitrary: right(column.column, column.kind) },
        { weight: 1, arbitrary: isStrict ? cellOf[cellTypeOf(column)] : anyCell },
      ),
    ]);
    const rows = fc.array(fc.record(Object.fromEntries(cells) as Record<string, fc.Arbitrary<unknown>>), { minLength: 1, maxLength: 12 });
    // Keys come once; which of two rows counts is for the lines to say.
    return rows.map((given) => given.map((row, at) => ({ ...row, ...(at % 5 === 4 ? {} : Object.fromEntries([...keys].map((key, n) => [key, n === 0 ? 'haifa' : `k${at}`]))) }))); // prettier-ignore
  };

  const entities = ['product', 'productBarcode', 'price'];
  it.each(entities.flatMap((entity) => [[entity, 'of any type', false] as const, [entity, 'of their types', true] as const]))(
    'give the same table and the same quarantine, whatever the rows of %s are, with cells %s',
    async (entity, _, isStrict) => {
      const unique = rowsOf(entity, isStrict).filter((rows) => {
        const keys = rows.map((row) => tableOf(entity).keyColumns.map(({ column }) => String((row as Row)[column])).join('\u0001')); // prettier-ignore
        return new Set(keys).size === rows.length && rows.every((row) => (row as Row).channel_id === undefined || (row as Row).channel_id === 'haifa'); // prettier-ignore
      });
      await fc.assert(
        fc.asyncProperty(unique, async (rows) => {
          const filling = inBothForms(entity, rows, { isStrict });
          const merging = inBothForms(entity, rows, { isStrict, kind: 'delta', fromVersion: 1, toVersion: 2 });
          // A package that was applied is not applied again, so the file's are others of the same rows.
          const ofLines = await contentAfter(entity, [filling.lines, merging.lines]);
          const ofFile = await contentAfter(entity, [again(filling.file), again(merging.file)]);
          expect(ofFile).toEqual(ofLines);
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe('a SQLite form', () => {
  beforeEach(openCatalog);
  afterEach(closeCatalog);
  const products = (rows: readonly Row[], options?: PackageOptions) => inBothForms('product', rows, options).file;
  const built = (build: (database: Database) => void) => inForm(packed('product', [aProduct('1')]), build);

  it('puts a bad row into quarantine with key, reason and text, and it leaves when a later one brings it right', async () => {
    const outcome = await applied(products([aProductRow('1'), aProductRow('2', { is_blocked: 'perhaps' })]));
    expect(outcome).toMatchObject({ kind: 'applied', packages: [{ rowCount: 2, quarantinedCount: 1 }] });
    const [parked] = await catalog.reader.quarantinedRows(2);
    expect(parked).toMatchObject({ entity: 'product', rowKey: '{"legalEntityId":"grocer","productId":"2"}' });
    expect(parked?.reason).toContain('isBlocked');
    expect(JSON.parse(parked?.raw ?? '')).toEqual(aProduct('2', { isBlocked: 'perhaps' }));
    await applied(products([aProductRow('2')], { kind: 'delta', fromVersion: 1, toVersion: 2 }));
    expect(await catalog.reader.quarantinedRows(2)).toEqual([]);
    expect((await catalog.reader.book({ legalEntityId: 'grocer', channelId: 'haifa' }, ['1', '2'])).products.size).toBe(2);
  });

  it('with columns that only a newer headquarters knows is taken without them', async () => {
    const outcome = await applied(built((database) => {
      holding('product', [aProductRow('1')])(database);
      database.exec("ALTER TABLE product ADD COLUMN colour TEXT DEFAULT 'red'");
    })); // prettier-ignore
    expect(outcome).toMatchObject({ kind: 'applied', packages: [{ rowCount: 1, quarantinedCount: 0 }] });
  });

  const one = holding('product', [aProductRow('1')]);
  const hostile: readonly (readonly [string, (database: Database) => void])[] = [
    ['a view', (database) => database.exec('CREATE VIEW product AS SELECT 1 AS product_id')],
    ['a trigger beside the table', (database) => {
      one(database);
      database.exec('CREATE TRIGGER t AFTER INSERT ON product BEGIN DELETE FROM product; END');
    }],
    ['a virtual table', (database) => database.exec('CREATE VIRTUAL TABLE product USING fts5(product_id)')],
    ['a second table', (database) => {
      one(database);
      database.exec('CREATE TABLE price (a)');
    }],
    ['an index on an expression', (database) => {
      one(database);
      database.exec('CREATE INDEX i ON product (abs(is_blocked))');
    }],
    ['a computed column', (database) => {
      one(database);
      database.exec("ALTER TABLE product ADD COLUMN extra TEXT AS (printf('%s', name))");
    }],
    ['a table without a column of the entity', (database) => {
      one(database);
      database.exec('ALTER TABLE product DROP COLUMN is_blocked');
    }],
    ['a log beside it', (database) => {
      database.pragma('journal_mode = WAL');
      one(database);
    }],
    ['cells of other types than it says', (database) => {
      holding('product', [aProductRow('1', { name: Buffer.from('ab') })])(database);
      const { sql } = database.prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema').get()!;
      const declared = tableOf('product').columns.map((column) => `${column.column} ${cellTypeOf(column)}`).join(', ');
      database.unsafeMode();
      database.pragma('writable_schema = ON');
      database.prepare('UPDATE sqlite_schema SET sql = ?').run(sql.replace(/\(.*/s, `(${declared}) STRICT`));
    }],
    ['no table', (database) => database.exec('VACUUM')],
    ['a key that comes twice', holding('product', [aProductRow('1'), aProductRow('1')])],
  ]; // prettier-ignore
  it.each(hostile)('that holds %s is refused whole, and nothing changes', async (what, build) => {
    await applied(packed('product', [aProduct('9')]));
    const rows = what === 'a key that comes twice' ? [aProduct('1'), aProduct('1')] : [aProduct('1')];
    const outcome = await applied(inForm(packed('product', rows), build));
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'file-refused' });
    expect([...(await catalog.reader.book({ legalEntityId: 'grocer', channelId: 'haifa' }, ['1', '9'])).products.keys()]).toEqual(['9']);
    expect(await catalog.reader.version()).toBe(1);
  });

  it('whose pages are damaged is refused', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => aProductRow(String(index)));
    const sound = inBothForms('product', rows);
    const damaged = inForm(sound.lines, (database) => {
      holding('product', rows)(database);
      database.unsafeMode();
      database.pragma('writable_schema = ON');
      database.exec("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'product'");
    });
    expect(await applied(damaged)).toMatchObject({ kind: 'refused', reason: 'file-refused' });
  });

  it('with another number of rows, or other bytes than the manifest names, is refused', async () => {
    const two = inForm(packed('product', [aProduct('1'), aProduct('2')]), one);
    expect(await applied(two)).toMatchObject({ kind: 'refused', reason: 'count-differs' });
    const form = products([aProductRow('1')]);
    const [segment] = form.manifest.segments;
    const other = products([aProductRow('2')]).manifest.segments[0]?.sqlite;
    const swapped = {
      ...form,
      manifest: { ...form.manifest, segments: [{ ...segment!, sqlite: { ...other!, sha256: segment!.sha256 } }] },
    };
    expect(await applied(swapped)).toMatchObject({ kind: 'refused', reason: 'file-refused' });
  });

  it('of prices of another channel is refused', async () => {
    const line = aPrice('1', '4.90', { channelId: 'eilat' });
    const row = { channel_id: 'eilat', price_id: 'p', legal_entity_id: 'grocer', product_id: '1', unit_id: 'pc', unit_price: 1, valid_from: '2026-01-01', valid_from_time: null, valid_to: '2026-01-02', valid_to_time: '08:30' }; // prettier-ignore
    expect(await applied(inForm(packed('price', [line]), holding('price', [row])))).toMatchObject({
      kind: 'refused',
      reason: 'other-channel',
    });
    expect(await applied(packed('price', [line]))).toMatchObject({ kind: 'refused', reason: 'other-channel' });
  });
});
