import { CATALOG_MIGRATIONS, catalogTable, openSqliteCatalog, type CatalogConfiguration } from '@app/channel-db';
import { PERMISSIONS } from '@app/commerce';
import { openSqlite, type Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { cellsOf } from '@app/protocol';

/** Name of the register, the worker and the permission group that exist in a shadow alone. */
export const SHADOW = 'shadow-of-an-update';

export interface ShadowPlace {
  readonly legalEntityId: string;
  readonly channelId: string;
  readonly cashTenderTypeId: string;
  /** One product of each tax, as far as there are some. */
  readonly barcodes: readonly string[];
}

const MOST_PRODUCTS = 8;

/** Adds somebody who may do everything to a copy of the catalog, and picks what is sold. */
export async function putShadowRows(folder: string, file: string, pinVerifier: string): Promise<ShadowPlace> {
  const place = placeIn(await configurationIn(folder));
  const catalog = await openSqlite({ file, migrations: CATALOG_MIGRATIONS });
  try {
    const { legalEntityId, channelId } = place;
    await catalog.unitOfWork.run(async (tx) => {
      await put(tx, 'permissionGroup', {
        legalEntityId, permissionGroupId: SHADOW, name: SHADOW, permissions: [...PERMISSIONS], maximumLineDiscount: 1_000_000,
        maximumTotalDiscount: 1_000_000,
      }); // prettier-ignore
      await put(tx, 'worker', {
        legalEntityId, channelId, workerId: SHADOW, name: SHADOW, language: 'en', permissionGroupId: SHADOW, pinVerifier, isBlocked: false,
      }); // prettier-ignore
      await put(tx, 'register', {
        channelId, registerId: SHADOW, name: SHADOW, drawerId: SHADOW, receiptMask: 'SHADOW####', terminalId: null,
      }); // prettier-ignore
    });
    return { ...place, barcodes: await barcodesIn(catalog.unitOfWork, place) };
  } finally {
    await catalog.close();
  }
}

async function configurationIn(folder: string): Promise<CatalogConfiguration> {
  const catalog = openSqliteCatalog(folder);
  try {
    return await catalog.reader.configuration();
  } finally {
    await catalog.close();
  }
}

function placeIn({ channels, tenderTypes }: CatalogConfiguration): Omit<ShadowPlace, 'barcodes'> {
  for (const { channelId, legalEntityId } of channels) {
    const cash = tenderTypes.find((tender) => tender.channelId === channelId && tender.function === 'cash');
    if (cash) return { channelId, legalEntityId, cashTenderTypeId: cash.tenderTypeId };
  }
  throw new DomainError('rehearsal.failed', 'no channel of this box takes cash');
}

async function put(tx: Tx, entityName: string, value: Readonly<Record<string, unknown>>): Promise<void> {
  const { table, columns } = catalogTable(entityName)!;
  const names = columns.map(({ column }) => column).join(', ');
  await tx.run(`INSERT INTO {${table}} (${names}) VALUES (${columns.map(() => '?').join(', ')})`, cellsOf(columns, value));
}

/** What can be scanned and needs nobody's answer: not weighed, of no age, with a price to be found. */
function barcodesIn(
  work: { run<Value>(body: (tx: Tx) => Promise<Value>): Promise<Value> },
  { legalEntityId, channelId }: Omit<ShadowPlace, 'barcodes'>,
) {
  return work.run(async (tx) => {
    const rows = await tx.query<{ barcode: string }>(
      `SELECT MIN(b.barcode) AS barcode FROM {product} p
        JOIN {product_barcode} b ON b.legal_entity_id = p.legal_entity_id AND b.product_id = p.product_id AND b.unit_id = p.unit_id
        JOIN {price} r ON r.legal_entity_id = p.legal_entity_id AND r.product_id = p.product_id AND r.channel_id = ?
       WHERE p.legal_entity_id = ? AND p.is_weighed = 0 AND p.is_blocked = 0 AND p.must_key_in_price = 0 AND p.minimum_age IS NULL
         AND p.is_discountable = 1
       GROUP BY p.item_tax_group_id, p.category_id ORDER BY p.item_tax_group_id, p.category_id LIMIT ${MOST_PRODUCTS}`,
      [channelId, legalEntityId],
    );
    if (rows.length === 0) throw new DomainError('rehearsal.failed', 'there is nothing in the catalog that can be scanned and sold');
    return rows.map(({ barcode }) => barcode);
  });
}
