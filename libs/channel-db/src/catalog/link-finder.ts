import type { ProductLink } from '@app/commerce';
import type { Reader } from '@app/database';
import { productLinkEntity, type RowOf } from '@app/protocol';
import type { CatalogSource } from './catalog-source';
import { decoderOf, type CatalogRow } from './catalog-tables';
import { columnsAs, slotsFor, tableOf, writtenOnce } from './select';
import { VersionShelf } from './version-shelf';

const LINK = tableOf(productLinkEntity);
const linkIn = decoderOf<RowOf<typeof productLinkEntity>>(LINK.columns, 'l_');

/** What comes with products, by product id, in the order of what is linked. */
export interface FoundLinks {
  readonly catalogVersion: number;
  readonly links: ReadonlyMap<string, readonly ProductLink[]>;
}

const NOTHING: FoundLinks['links'] = new Map();

/** Says also whether the legal entity links anything at all: most links of most baskets are none. */
const selectLinks = (marks: string) =>
  `SELECT s.version AS version, ${columnsAs('l', LINK.columns)},
     CASE WHEN EXISTS (SELECT 1 FROM {product_link} a WHERE a.legal_entity_id = ?) THEN 1 ELSE 0 END AS has_links
   FROM {catalog_state} s
   LEFT JOIN {product_link} l ON l.legal_entity_id = ? AND l.product_id IN (${marks})
   WHERE s.id = 1
   ORDER BY l.product_id, l.unit_id, l.linked_product_id`;

const linksText = writtenOnce(selectLinks);

/** Finds what comes with goods. A store without links pays for one look in each catalog version. */
export class LinkFinder {
  private readonly byProduct = new VersionShelf<readonly ProductLink[]>();
  private readonly linking = new VersionShelf<boolean>();

  constructor(private readonly source: CatalogSource) {}

  /** The version is another one than asked for when a package was applied meanwhile. */
  async linksOf(catalogVersion: number, legalEntityId: string, productIds: readonly string[]): Promise<FoundLinks> {
    if (this.linking.get(catalogVersion, legalEntityId) === false) return { catalogVersion, links: NOTHING };
    const onShelf = (productId: string) => `${legalEntityId} ${productId}`;
    const missing = productIds.filter((id) => this.byProduct.get(catalogVersion, onShelf(id)) === undefined);
    const read = missing.length > 0 ? await this.source.read((reader) => readLinks(reader, legalEntityId, missing)) : undefined;
    if (read && read.catalogVersion !== catalogVersion) return read;
    if (read) this.linking.put(catalogVersion, legalEntityId, read.isLinking);
    for (const id of missing) this.byProduct.put(catalogVersion, onShelf(id), read?.links.get(id) ?? []);
    const known = productIds.map((id) => [id, read?.links.get(id) ?? this.byProduct.get(catalogVersion, onShelf(id)) ?? []] as const);
    return { catalogVersion, links: new Map(known.filter(([, links]) => links.length > 0)) };
  }
}

async function readLinks(
  reader: Reader,
  legalEntityId: string,
  productIds: readonly string[],
): Promise<FoundLinks & { readonly isLinking: boolean }> {
  const { marks, parameters } = slotsFor(productIds);
  const rows = await reader.query<CatalogRow>(linksText(marks), [legalEntityId, legalEntityId, ...parameters]);
  const links = Map.groupBy(rows.filter((row) => row.l_product_id !== null).map(linkIn), ({ productId }) => productId);
  return { catalogVersion: Number(rows[0]?.version ?? 0), links, isLinking: Number(rows[0]?.has_links ?? 0) === 1 };
}
