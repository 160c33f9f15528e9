import { setTimeout as sleep } from 'node:timers/promises';
import { CATALOG_TABLES, type Catalog } from '@app/channel-db';
import type { ContentAnswer, EntityDefinition } from '@app/protocol';
import type { ExchangeClient, ExchangeFailure, ExchangeResult } from '../wire/exchange-client';
import type { ContentReader, OwnContent } from './own-content';

/** A part of a table that is not as headquarters has it. */
interface ContentDifference {
  readonly entity: string;
  /** Null for rows that all channels share. */
  readonly channelId: string | null;
  /** Which of the 256 parts differ. */
  readonly buckets: readonly number[];
  /** Rows of the whole scope. */
  readonly ownRowCount: number;
  readonly theirRowCount: number;
  /** The rows of these parts came again, and are the same now. */
  readonly isRepaired: boolean;
}

export type ContentCheckRound =
  | {
      readonly kind: 'done';
      readonly rowCount: number;
      readonly differences: readonly ContentDifference[];
      /** Parts of which something was on its way all the time; they are compared next time. */
      readonly movingCount: number;
    }
  | { readonly kind: 'line-failed'; readonly failure: ExchangeFailure };

export interface ContentCheckParts {
  readonly exchange: ExchangeClient;
  readonly catalog: Catalog;
  readonly read: ContentReader;
  readonly waits?: Waits;
}

interface Waits {
  /** Before what differs, or moves, is looked at again. */
  readonly settleMs: number;
  /** For rows that were asked for to be here. */
  readonly repairMs: number;
}

/** A scope as both sides saw it at about the same time. */
interface Compared {
  readonly entity: string;
  readonly channelId: string | null;
  readonly ownRowCount: number;
  readonly theirRowCount: number;
  readonly differing: readonly number[];
  readonly moving: readonly number[];
}

type Scope = Pick<Compared, 'entity' | 'channelId'>;

const LOOKS = 3;
const WAITS: Waits = { settleMs: 3_000, repairMs: 120_000 };

/** Compares the catalog with headquarters, digest by digest, and fetches the parts that differ. A difference counts when it stays. */
export class ContentCheck {
  private readonly waits: Waits;

  constructor(private readonly parts: ContentCheckParts) {
    this.waits = parts.waits ?? WAITS;
  }

  async run({ repairs }: { readonly repairs: boolean }): Promise<ContentCheckRound> {
    const first = await this.compare(await this.scopes());
    if (!first.ok) return { kind: 'line-failed', failure: first };
    const settled = await this.settle(first.value);
    if (!settled.ok) return { kind: 'line-failed', failure: settled };
    const differing = settled.value.filter((one) => one.differing.length > 0);
    const repaired = repairs ? await this.repair(differing) : { ok: true as const, value: new Set<string>() };
    if (!repaired.ok) return { kind: 'line-failed', failure: repaired };
    return {
      kind: 'done',
      rowCount: sum(first.value.map(({ ownRowCount }) => ownRowCount)),
      differences: differing.map((one) => differenceOf(one, repaired.value.has(nameOf(one)))),
      movingCount: sum(settled.value.map(({ moving }) => moving.length)),
    };
  }

  private async scopes(): Promise<Scope[]> {
    const { channels } = await this.parts.catalog.reader.configuration();
    const of = ({ name, scope }: EntityDefinition): Scope[] =>
      scope === 'group' ? [{ entity: name, channelId: null }] : channels.map(({ channelId }) => ({ entity: name, channelId }));
    return channels.length === 0 ? [] : CATALOG_TABLES.flatMap(({ entity }) => of(entity));
  }

  /** Looks again at what differs or moves, until it is quiet; what differed each time differs. */
  private async settle(compared: readonly Compared[]): Promise<ExchangeResult<Compared[]>> {
    let open = compared.filter(({ differing, moving }) => differing.length + moving.length > 0);
    for (let look = 2; look <= LOOKS && open.length > 0; look += 1) {
      await sleep(this.waits.settleMs);
      const again = await this.compare(open);
      if (!again.ok) return again;
      open = again.value.map((one) => stillOpen(one, open.find(isSameScope(one))));
      if (open.every(({ moving }) => moving.length === 0)) break;
    }
    return { ok: true, value: open };
  }

  private async compare(scopes: readonly Scope[]): Promise<ExchangeResult<Compared[]>> {
    const asked: { scope: Scope; theirs: ContentAnswer }[] = [];
    const versions = await this.versions();
    for (const { entity, channelId } of scopes) {
      const answer = await this.parts.exchange.contentDigests({ entity, channelId, version: versions(entity) });
      if (answer.ok) asked.push({ scope: { entity, channelId }, theirs: answer.value });
      else if (!isNotSent(answer)) return answer;
    }
    const own = await this.parts.read(asked.map(({ scope, theirs }) => ({ ...scope, today: theirs.today ?? null })));
    return { ok: true, value: asked.flatMap(({ scope, theirs }, at) => (own[at] ? [comparedOf(scope, theirs, own[at])] : [])) };
  }

  /** Where the job of an entity stands; where the company moved it to another job, the furthest one says it. */
  private async versions(): Promise<(entity: string) => number> {
    const jobs = await this.parts.catalog.reader.jobStates();
    const furthest = Math.max(0, ...jobs.map(({ toVersion }) => toVersion));
    const byJob = new Map(jobs.map(({ job, toVersion }) => [job, toVersion]));
    const jobOf = new Map(CATALOG_TABLES.map(({ entity }) => [entity.name, entity.job]));
    return (entity) => byJob.get(jobOf.get(entity) ?? '') ?? furthest;
  }

  /** Asks for the rows of the differing parts and waits until they are here. Answers the scopes that are the same now. */
  private async repair(differing: readonly Compared[]): Promise<ExchangeResult<Set<string>>> {
    const packages: string[] = [];
    for (const { entity, channelId, differing: buckets } of differing) {
      const session = await this.parts.exchange.contentRepair({ entity, channelId, buckets: [...buckets] });
      if (!session.ok) return session;
      packages.push(session.value.packageId);
    }
    if (!(await this.areApplied(packages))) return { ok: true, value: new Set() };
    const after = await this.compare(differing);
    if (!after.ok) return after;
    const isSame = (one: Compared) => !one.differing.some((bucket) => differing.find(isSameScope(one))?.differing.includes(bucket));
    return { ok: true, value: new Set(after.value.filter(isSame).map(nameOf)) };
  }

  private async areApplied(packages: readonly string[]): Promise<boolean> {
    const { catalog } = this.parts;
    for (let waitedMs = 0; waitedMs <= this.waits.repairMs; waitedMs += LOOK_EVERY_MS) {
      const applied = await Promise.all(packages.map((packageId) => catalog.reader.appliedPackage(packageId)));
      if (applied.every((one) => one !== undefined)) return true;
      await sleep(LOOK_EVERY_MS);
    }
    return false;
  }
}

const LOOK_EVERY_MS = 250;

/** Headquarters sends nothing of the entity to this box: there is nothing to compare with. */
const isNotSent = ({ kind, reason }: ExchangeFailure): boolean => kind === 'refused' && reason.includes('content.unknown-scope');

function comparedOf({ entity, channelId }: Scope, { buckets }: ContentAnswer, own: OwnContent): Compared {
  const isKnown = new Set(own.quarantined);
  const isOther = ({ bucket, rowCount, digest }: ContentAnswer['buckets'][number]): boolean =>
    own.buckets[bucket]?.rowCount !== rowCount || own.buckets[bucket].digest !== digest;
  const differing = buckets.filter((one) => isOther(one) && !isKnown.has(one.bucket));
  const numbers = (isMoving: boolean): number[] => differing.filter((one) => one.isMoving === isMoving).map(({ bucket }) => bucket);
  const theirRowCount = sum(buckets.map(({ rowCount }) => rowCount));
  return { entity, channelId, ownRowCount: own.rowCount, theirRowCount, differing: numbers(false), moving: numbers(true) };
}

/** A part counts as different when it was so, or moved, the time before as well. */
function stillOpen(now: Compared, before: Compared | undefined): Compared {
  const wasOpen = new Set([...(before?.differing ?? []), ...(before?.moving ?? [])]);
  return { ...now, differing: now.differing.filter((bucket) => wasOpen.has(bucket)) };
}

const isSameScope = (a: Scope) => (b: Scope) => a.entity === b.entity && a.channelId === b.channelId;
const nameOf = ({ entity, channelId }: Scope): string => JSON.stringify([entity, channelId]);
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function differenceOf({ entity, channelId, differing, ownRowCount, theirRowCount }: Compared, isRepaired: boolean): ContentDifference {
  return { entity, channelId, buckets: differing, ownRowCount, theirRowCount, isRepaired };
}
