import type { CatalogErrorCode } from '@app/catalog';

/** The status of everything the catalog refuses. A new code does not compile until it has one. */
export const CATALOG_PROBLEMS = {
  'channel.unknown': 404,
  'product.not-found': 404,
  'register.unknown': 404,
  'search.busy': 503,
} as const satisfies Record<CatalogErrorCode, number>;
