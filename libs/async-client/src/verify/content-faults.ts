import { entityNamed, wholeDigest, type PackageManifest } from '@app/protocol';
import { readContents } from '../content/content-readers';

/** Tables of which headquarters says another content than the applied snapshot has. Entities of a later release are left out. */
export async function contentFaults(
  directory: string,
  { contents = [] }: PackageManifest,
  quarantined: readonly { readonly entity: string }[],
): Promise<string[]> {
  // Where a row could not be taken it is known that the content differs.
  const isParked = (name: string) => quarantined.some(({ entity }) => entity === name);
  const compared = contents.filter(({ entity }) => entityNamed(entity) !== undefined && !isParked(entity));
  const scopes = compared.map(({ entity, channelId }) => ({ entity, channelId, today: null }));
  const own = await readContents({ directory, scopes });
  return compared.flatMap(({ entity, channelId, rowCount, digest }, at) => {
    const found = own[at];
    if (!found || wholeDigest(found.buckets) === digest) return [];
    const whose = channelId === null ? '' : ` of channel ${channelId}`;
    return [`content of ${entity}${whose} differs: ${found.rowCount} rows, headquarters has ${rowCount}`];
  });
}
