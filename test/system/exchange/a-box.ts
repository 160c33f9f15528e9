import {
  apply,
  createExchange,
  prepareCatalog,
  readContents,
  type ContentReader,
  type Exchange,
  type HeadquartersWire,
} from '@app/async-client';
import { Journal, openSqliteCatalog, openSqliteStore, saveEnrolment, type AppendedRecord, type Catalog } from '@app/channel-db';
import type { Database } from '@app/database';
import { newId, systemClock } from '@app/kernel';
import { generateSigningKeyPair, signBytes, signingKeyFromPem, type EnrolmentAnswer, type SigningKey } from '@app/protocol';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnrolmentCodes } from '../../../apps/headquarters/src/boxes/enrolment-codes';
import { answered, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';

type Call = Parameters<HeadquartersWire['call']>[0];

/** A line that a test can cut: before a call leaves, or after headquarters answered and before the answer arrives. */
class TestLine implements HeadquartersWire {
  refuse: (call: Call) => boolean = () => false;
  loseAnswer: (call: Call) => boolean = () => false;
  /** Cuts the next download after so many bytes. */
  cutAfterBytes: number | undefined;
  readonly downloads: number[] = [];
  /** Links that were gone to: where, and from which byte. */
  readonly followed: string[] = [];

  constructor(private readonly wire: HeadquartersWire) {}

  async call(call: Call): ReturnType<HeadquartersWire['call']> {
    const cut = { kind: 'unreachable', reason: 'connection', message: 'cut' } as const;
    if (this.refuse(call)) return cut;
    const answer = await this.wire.call(call);
    return this.loseAnswer(call) ? cut : answer;
  }

  async download(path: string, options: Parameters<HeadquartersWire['download']>[1]): ReturnType<HeadquartersWire['download']> {
    this.downloads.push(options.fromByte);
    const answer = await this.wire.download(path, options);
    return this.cut(answer);
  }

  async follow(link: URL, options: Parameters<HeadquartersWire['follow']>[1]): ReturnType<HeadquartersWire['follow']> {
    this.followed.push(`${link.origin} from ${options.fromByte}`);
    return this.cut(await this.wire.follow(link, options));
  }

  private cut(answer: Awaited<ReturnType<HeadquartersWire['download']>>): typeof answer {
    if (answer.kind !== 'streaming') return answer;
    const limit = this.cutAfterBytes;
    this.cutAfterBytes = undefined;
    if (limit === undefined) return answer;
    return { ...answer, body: cutAfter(answer.body, limit) as unknown as typeof answer.body };
  }
}

async function* cutAfter(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    yield chunk.subarray(0, limit);
    throw new Error('the line was cut');
  }
}

/** A box's files with the exchange on them, without the rest of the unit. */
export interface TestUnit {
  readonly folder: string;
  readonly key: SigningKey;
  readonly line: TestLine;
  readonly store: Database;
  readonly catalog: Catalog;
  readonly exchange: Exchange;
  readonly journal: Journal;
  /** Something that goes up: an event of the box. */
  note(event: string): Promise<AppendedRecord>;
  close(): Promise<void>;
}

const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'exchange-'));

export async function openUnit(headquarters: ServedHeadquarters, key: SigningKey, folder: string): Promise<TestUnit> {
  const store = await openSqliteStore(join(folder, 'store.db'));
  await prepareCatalog(folder);
  const catalog = openSqliteCatalog(folder);
  const line = new TestLine(headquarters.client(key));
  const wires = { download: line, upload: line };
  const contents: ContentReader = (scopes) => readContents({ directory: folder, scopes });
  const exchange = createExchange({ wires, store, catalog, directory: folder, applier: apply, contents, clock: systemClock });
  const signer = { sign: (bytes: Uint8Array) => ({ signature: signBytes(key, bytes), keyId: key.keyId }) };
  const journal = new Journal({ signer, clock: systemClock });
  return {
    folder, key, line, store, catalog, exchange, journal,
    note: (event) => store.unitOfWork.run((tx) => journal.appendRecord(tx, auditOf(event))),
    close: async () => {
      await catalog.close();
      await store.close();
    },
  }; // prettier-ignore
}

/** A new box of a channel database, enrolled, with nothing loaded yet. */
export async function enrolledUnit(headquarters: ServedHeadquarters, forDatabase = 'harbour'): Promise<TestUnit> {
  const instanceId = newId();
  const key = signingKeyFromPem(`box:${instanceId}`, generateSigningKeyPair().privateKeyPem);
  const unit = await openUnit(headquarters, key, temporaryFolder());
  const { channelDatabaseId, epoch, dataGroupId, headquartersKey } = await enrol(headquarters, key, forDatabase);
  const enrolment = { channelDatabaseId, instanceId, epoch, dataGroupId, headquartersUrl: headquarters.baseUrl, headquartersKey };
  await unit.store.unitOfWork.run((tx) => saveEnrolment(tx, enrolment, 1));
  return unit;
}

/** A new box with everything it sells by. */
export async function loadedUnit(headquarters: ServedHeadquarters): Promise<TestUnit> {
  const unit = await enrolledUnit(headquarters);
  const round = await unit.exchange.download.runOnce(0);
  if (round.kind !== 'done' || round.failed.length > 0) throw new Error(`the first load failed: ${JSON.stringify(round)}`);
  return unit;
}

/** The files of a closed unit as they are now, opened as a second box with the same identity. */
export async function clonedUnit(headquarters: ServedHeadquarters, { folder, key }: TestUnit): Promise<TestUnit> {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return openUnit(headquarters, key, copy);
}

async function enrol(headquarters: ServedHeadquarters, key: SigningKey, forDatabase: string): Promise<EnrolmentAnswer> {
  const codes = new EnrolmentCodes(headquarters.database, headquarters.clock);
  const order = { channelDatabaseId: forDatabase, lifeMs: 3_600_000, serial: null, isReplacement: true };
  const { code } = await codes.issue(order);
  return answered<EnrolmentAnswer>(await headquarters.client(key).call(enrolmentCall(key, code))).body;
}

/** The call with which a new box redeems its code. */
export function enrolmentCall(key: SigningKey, code: string): Call {
  const instanceId = key.keyId.replace('box:', '');
  const publicKey = (pair: SigningKey) => Buffer.from(pair.privateKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
  const consoleKey = signingKeyFromPem(`console:${instanceId}`, generateSigningKeyPair().privateKeyPem);
  const body = { code, instanceId, boxKey: publicKey(key), consoleKey: publicKey(consoleKey), serial: null, softwareVersion: '0.1.0' };
  return { method: 'POST', path: '/exchange/v1/enrolments', body: JSON.stringify(body), deadlineMs: 60_000 };
}

function auditOf(event: string) {
  return {
    type: 'audit', channel: null, registerId: null, businessDate: null, shiftId: null, staffId: null, drawerId: null, registerTime: null,
    businessAt: systemClock.now(), catalogVersion: 0, body: { event, approvedBy: null, subjectId: null, details: {} },
  } as const; // prettier-ignore
}
