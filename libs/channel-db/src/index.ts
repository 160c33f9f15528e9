export { CatalogReader } from './catalog/catalog-reader';
export type { SellingData } from './catalog/catalog-reader';
export { SwitchingSource } from './catalog/catalog-source';
export type { CatalogSource, OpenedReader } from './catalog/catalog-source';
export { CATALOG_TABLES, catalogTable, cellsOf, valueOf } from './catalog/catalog-tables';
export type { CatalogCell, CatalogColumn, CatalogRow, CatalogTable } from './catalog/catalog-tables';
export type {
  CatalogConfiguration,
  ChannelRow,
  LegalEntityRow,
  PermissionGroupRow,
  RegisterRow,
  TenderTypeRow,
  UnitOfMeasureRow,
  WorkerRow,
} from './catalog/configuration';
export { currentGeneration, generationFile, pointToGeneration, removeGeneration, removeOtherGenerations } from './catalog/generations';
export { openSqliteCatalog } from './catalog/open-catalog';
export type { SqliteCatalog } from './catalog/open-catalog';
export type { Assortment, ScannedProduct } from './catalog/pricing-book';
export type { ListedProduct, ProductPage, ProductPageQuery } from './catalog/product-page';
export { CATALOG_MIGRATIONS } from './migrations/catalog-migrations';
