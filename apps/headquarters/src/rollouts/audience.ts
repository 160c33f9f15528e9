import type { Reader } from '@app/database';
import { heartbeat, type Heartbeat } from '@app/protocol';
import { listBoxes, type BoxListing } from '../boxes/boxes';
import type { Candidate } from './rings/rollout-order';

/** A box that takes orders. */
export interface RolloutCandidate extends Candidate {
  /** Of its store, by which its window is meant. */
  readonly timeZone: string;
  readonly softwareVersion: string;
}

interface StoreFacts {
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
}

/** Of a store without a channel. */
const NO_ZONE = 'UTC';

/** Active boxes that said they can update: of some stores, or of all. */
export async function candidatesFor(reader: Reader, channelDatabaseIds: readonly string[] | null): Promise<RolloutCandidate[]> {
  const stores = await storeFacts(reader);
  const chosen = channelDatabaseIds && new Set(channelDatabaseIds);
  const boxes = (await listBoxes(reader)).filter((box) => box.state === 'active' && (chosen?.has(box.channelDatabaseId) ?? true));
  return boxes.flatMap((box) => {
    const beat = heartbeat.safeParse(box.heartbeat).data;
    return beat?.updates?.isPossible ? [candidateOf(box, beat, stores.get(box.channelDatabaseId))] : [];
  });
}

/** What the box says of itself, and what headquarters knows of its store. */
function candidateOf({ instanceId, softwareVersion }: BoxListing, { traits }: Heartbeat, store: StoreFacts | undefined): RolloutCandidate {
  const ofStore = store && { currency: store.currency, locale: store.locale };
  return { instanceId, timeZone: store?.timeZone ?? NO_ZONE, softwareVersion, traits: { ...traits, ...ofStore, release: softwareVersion } };
}

/** Of the first channel of each channel database. */
async function storeFacts(reader: Reader): Promise<Map<string, StoreFacts>> {
  const rows = await reader.query<StoreFacts & { channelDatabaseId: string }>(
    `SELECT c.channel_database_id AS "channelDatabaseId", json_extract(r.body, '$.timeZone') AS "timeZone",
       json_extract(r.body, '$.currency') AS currency, json_extract(r.body, '$.locale') AS locale
     FROM {channel_database_channel} c JOIN {company_row} r ON r.entity = 'channel' AND r.scope_id = c.channel_id AND r.is_deleted = 0
     ORDER BY c.channel_database_id, c.channel_id DESC`,
  );
  return new Map(rows.map(({ channelDatabaseId, ...facts }) => [channelDatabaseId, facts]));
}
