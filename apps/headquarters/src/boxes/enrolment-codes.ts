import type { Database, Reader, Tx } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { hashToken, newOneTimeCode, normaliseCode } from '@app/platform';
import { channelDatabase, channelsOf } from '../company/channel-databases';
import type { EnrolmentPreviewAnswer, EnrolmentPreviewRequest } from '@app/protocol';

/** Twelve signs of 32 are 60 bits: nobody guesses a code over a line while it lives. */
const CODE_LENGTH = 12;
export const SHORTEST_LIFE_MS = 10 * 60_000;
export const LONGEST_LIFE_MS = 30 * 86_400_000;

export interface CodeOrder {
  readonly channelDatabaseId: string;
  readonly lifeMs: number;
  /** Only the machine with this serial number may redeem it; anyone with the code when null. */
  readonly serial: string | null;
  /** Takes over from the box that is enrolled. */
  readonly isReplacement: boolean;
}

export interface IssuedCode {
  /** `ABCD-EFGH-JKMN`; shown once and kept nowhere. */
  readonly code: string;
  readonly expiresAt: number;
}

export interface KeptCode {
  readonly codeHash: string;
  readonly channelDatabaseId: string;
  readonly isReplacement: 0 | 1;
  readonly serial: string | null;
  readonly expiresAt: number;
  readonly instanceId: string | null;
  readonly boxKey: string | null;
  readonly answer: string | null;
}

/** Codes that a box enrols with. Only their hash is kept. */
export class EnrolmentCodes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async issue({ channelDatabaseId, lifeMs, serial, isReplacement }: CodeOrder): Promise<IssuedCode> {
    if (lifeMs < SHORTEST_LIFE_MS || lifeMs > LONGEST_LIFE_MS) {
      throw new DomainError('enrolment.life-not-allowed', 'a code lives 10 minutes to 30 days', { field: '/lifeMs' });
    }
    const code = newOneTimeCode(CODE_LENGTH);
    const [createdAt, expiresAt] = [this.clock.now(), this.clock.now() + lifeMs];
    await this.database.unitOfWork.run(async (tx) => {
      await channelDatabase(tx, channelDatabaseId);
      await requireRightKind(tx, { channelDatabaseId, isReplacement });
      await tx.run(
        `INSERT INTO {enrolment_code} (code_hash, channel_database_id, is_replacement, serial, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
        [hashToken(code), channelDatabaseId, isReplacement ? 1 : 0, serial, createdAt, expiresAt],
      );
    });
    return { code: code.replace(/(.{4})(?=.)/g, '$1-'), expiresAt };
  }

  /** Store name and address behind a code, before anything is given out. */
  async preview({ code, serial }: EnrolmentPreviewRequest): Promise<EnrolmentPreviewAnswer> {
    const { reader } = this.database;
    const kept = await usableCode(reader, { code, serial, now: this.clock.now() });
    const database = await channelDatabase(reader, kept.channelDatabaseId);
    const channels = (await channelsOf(reader, database)).map(({ channelId, legalEntityId, name, address }) => ({
      channelId,
      legalEntityId,
      name,
      address,
    }));
    return { channelDatabaseId: database.channelDatabaseId, channels, isReplacement: kept.isReplacement === 1, expiresAt: kept.expiresAt };
  }
}

/** The code as it is kept, when it may still be used: unknown, bound to another machine and expired are refused. */
export async function usableCode(reader: Reader, given: { code: string; serial: string | null; now: number }): Promise<KeptCode> {
  const kept = await findCode(reader, given.code);
  if (kept.serial !== null && kept.serial !== given.serial) {
    throw new DomainError('enrolment.other-serial', 'the code was issued for another machine');
  }
  if (kept.answer === null && kept.expiresAt < given.now)
    throw new DomainError('enrolment.code-expired', 'the code has expired; ask for a new one');
  return kept;
}

async function findCode(reader: Reader, code: string): Promise<KeptCode> {
  const kept = await reader.first<KeptCode>(
    `SELECT code_hash AS "codeHash", channel_database_id AS "channelDatabaseId", is_replacement AS "isReplacement", serial,
       expires_at AS "expiresAt", instance_id AS "instanceId", box_key AS "boxKey", answer
     FROM {enrolment_code} WHERE code_hash = ?`,
    [hashToken(normaliseCode(code))],
  );
  if (!kept) throw new DomainError('enrolment.code-unknown', 'there is no such code', { field: '/code' });
  return kept;
}

/** A store that has a box needs a code issued as replacement. */
export async function requireRightKind(
  tx: Tx,
  { channelDatabaseId, isReplacement }: { channelDatabaseId: string; isReplacement: boolean },
) {
  const active = await tx.first(`SELECT 1 AS found FROM {box} WHERE channel_database_id = ? AND state = 'active'`, [channelDatabaseId]);
  if (active && !isReplacement) {
    throw new DomainError('enrolment.box-exists', 'the store has a box; taking over from it needs a code issued as replacement');
  }
}
