import type { Reader } from '@app/database';
import { legalEntitiesOf, listDataGroups, pageOfChannelDatabases, type ChannelDatabase } from '../../company/channel-databases';

/** Boxes that are brought up to date in one unit of work. */
const PAGE = 50;

export interface CandidateOrder {
  /** Null for every group. */
  readonly dataGroupIds: readonly string[] | null;
  /** Only channel databases that a row changed after this version may concern; null for all. */
  readonly since: number | null;
}

/** Enrolled channel databases that a run has to look at, page by page. */
export async function* candidates(reader: Reader, { dataGroupIds, since }: CandidateOrder): AsyncGenerator<ChannelDatabase[]> {
  const groups = dataGroupIds ?? (await listDataGroups(reader)).map((group) => group.dataGroupId);
  const changed = since === null ? null : await changedScopes(reader, groups, since);
  if (changed && changed.groups.length + changed.scopeIds.length === 0) return;
  for (let after = ''; ;) {
    const page = await pageOfChannelDatabases(reader, { groups, changed, after, limit: PAGE });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.channelDatabaseId ?? '';
  }
}

/** Scopes with a change after the version, and the groups for all of whose members there is one. */
async function changedScopes(reader: Reader, groups: readonly string[], since: number): Promise<{ groups: string[]; scopeIds: string[] }> {
  const rows = await reader.query<{ scopeId: string }>(`SELECT DISTINCT scope_id AS "scopeId" FROM {scope_version} WHERE version > ?`, [
    since,
  ]);
  const scopeIds = rows.map(({ scopeId }) => scopeId);
  const changed = new Set(scopeIds);
  const whole: string[] = [];
  for (const group of changed.size === 0 ? [] : groups) {
    if (changed.has('') || (await legalEntitiesOf(reader, group)).some((id) => changed.has(id))) whole.push(group);
  }
  return { groups: whole, scopeIds };
}
