import { heartbeat } from '@app/protocol';
import type { BoxListing } from './boxes';

/** Something that is wrong in one store or in many: one entry however many share it. */
interface FleetCause {
  readonly code: string;
  /** The heaviest in any store. */
  readonly weight: string;
  /** The earliest. */
  readonly since: number;
  readonly channelDatabaseIds: readonly string[];
}

type Known = Pick<BoxListing, 'channelDatabaseId' | 'state' | 'heartbeat' | 'heartbeatAt'>;
type OneCause = Omit<FleetCause, 'channelDatabaseIds'> & { readonly channelDatabaseId: string };

/** Five beats that did not come. */
const SILENT_AFTER_MS = 5 * 60_000;
const WEIGHTS = ['stops-selling', 'limits-selling', 'attention', 'information'];

/**
 * What is wrong in the fleet, by cause, most stores first. Of a store that is silent only the silence is said: what it told
 * last explains nothing any more. Of one that is worked on as it said before, only the work.
 */
export function fleetCauses(boxes: readonly Known[], now: number): FleetCause[] {
  const byCode = Map.groupBy(
    boxes.filter(({ state }) => state === 'active').flatMap((box) => causesOf(box, now)),
    ({ code }) => code,
  );
  const causes = [...byCode].map(([code, ones]) => ({
    code,
    weight: WEIGHTS.find((weight) => ones.some((one) => one.weight === weight)) ?? 'attention',
    since: Math.min(...ones.map(({ since }) => since)),
    channelDatabaseIds: ones.map(({ channelDatabaseId }) => channelDatabaseId).sort(),
  }));
  return causes.sort(
    (left, right) => right.channelDatabaseIds.length - left.channelDatabaseIds.length || left.code.localeCompare(right.code),
  );
}

function causesOf({ channelDatabaseId, heartbeat: beat, heartbeatAt }: Known, now: number): OneCause[] {
  if (heartbeatAt === null) return [];
  const { causes = [], work } = heartbeat.parse(beat);
  const isWorkedOn = work && work.startsAt <= now && now < work.endsAt;
  const worked = isWorkedOn ? [{ code: 'work.under-way', weight: 'information', since: work.startsAt, channelDatabaseId }] : [];
  if (now - heartbeatAt > SILENT_AFTER_MS) {
    return isWorkedOn ? worked : [{ code: 'box.silent', weight: 'attention', since: heartbeatAt, channelDatabaseId }];
  }
  const told = causes.map(({ code, weight, since }) => ({ code, weight, since, channelDatabaseId }));
  return [...worked, ...told];
}
