import { coveredEntities, productBarcodeEntity, productEntity, type PackageManifest } from '@app/protocol';

const SEARCHED: readonly string[] = [productEntity.name, productBarcodeEntity.name];

/** Whether a package brings or takes rows the search index is made of. After any other the index is as current as it was before. */
export function changesSearched(manifest: PackageManifest): boolean {
  const { kind, segments, repair } = manifest;
  if (segments.some(({ entity }) => SEARCHED.includes(entity))) return true;
  if (repair && SEARCHED.includes(repair.entity)) return true;
  return kind === 'snapshot' && coveredEntities(manifest).some((entity) => SEARCHED.includes(entity));
}

/** The index of one version is the index of the next, if it was current. The parameters are the next version and the one before. */
export const KEEP_INDEX_CURRENT = 'UPDATE {search_state} SET catalog_version = ? WHERE id = 1 AND catalog_version = ?';
