import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

/** Minimum of OWASP and ASVS 5: 19 MiB, two passes. About 60 ms of a thread of the pool, never of the event loop. */
const COST = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const FORM = /^argon2id\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,})={0,2}\$([A-Za-z0-9+/]{43})=?$/;
/** A verifier comes from headquarters; it must not be able to ask for more work than this. */
const MAXIMUM = { memoryKib: 131_072, passes: 10, parallelism: 4 };

const hash = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/**
 * `argon2id$m=19456,t=2,p=1$<salt>$<hash>`, base64 without padding. The pepper of the legal entity is argon2's secret
 * input (base64, as enrolment carries it): without it, 10,000 PINs are tried against a stolen database in minutes; with it, not at all.
 */
export async function createPinVerifier(pin: string, pepper: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await hash('argon2id', parametersOf(pin, salt, pepper, COST));
  const { memoryKib, passes, parallelism } = COST;
  return `argon2id$m=${memoryKib},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether a PIN is the one behind a verifier. False for a verifier that cannot be read. */
export async function pinMatches(pin: string, verifier: string, pepper: string): Promise<boolean> {
  const read = readVerifier(verifier);
  if (!read) return false;
  const tag = await hash('argon2id', parametersOf(pin, read.salt, pepper, read.cost));
  return timingSafeEqual(tag, read.tag);
}

/** Spends the time of a check where there is nothing to check, so that an unknown worker answers as slowly as a known one. */
export async function spendPinCheck(pin: string): Promise<false> {
  await hash('argon2id', parametersOf(pin, Buffer.alloc(16), '', COST));
  return false;
}

type Cost = { readonly memoryKib: number; readonly passes: number; readonly parallelism: number };

function parametersOf(pin: string, salt: Uint8Array, pepper: string, cost: Cost): Argon2Parameters {
  return {
    message: pin.normalize('NFKC'),
    nonce: salt,
    secret: Buffer.from(pepper, 'base64'),
    memory: cost.memoryKib,
    passes: cost.passes,
    parallelism: cost.parallelism,
    tagLength: TAG_BYTES,
  };
}

function readVerifier(text: string): { cost: Cost; salt: Buffer; tag: Buffer } | undefined {
  const [, memory, passes, parallelism, salt, tag] = FORM.exec(text) ?? [];
  if (!salt || !tag) return undefined;
  const cost = { memoryKib: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const isBounded =
    cost.memoryKib >= 8 * cost.parallelism &&
    cost.memoryKib <= MAXIMUM.memoryKib &&
    cost.passes >= 1 &&
    cost.passes <= MAXIMUM.passes &&
    cost.parallelism >= 1 &&
    cost.parallelism <= MAXIMUM.parallelism;
  return isBounded ? { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') } : undefined;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
