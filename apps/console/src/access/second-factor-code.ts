import { Secret, TOTP } from 'otpauth';
import type { Instant } from '@app/kernel';
import type { SecondFactor } from '../users/user-file';

/** RFC 6238 as every authenticator knows it. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** A code of the step before or after works too: clocks differ, and people type slowly. */
const STEPS_ASIDE = 1;
const FREE_TRIES = 5;
const LOCKED_MS = 15 * 60_000;

export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator reads from a QR code. */
export const authenticatorUri = (secret: string, names: { readonly box: string; readonly user: string }): string =>
  totpOf(secret, { issuer: names.box, label: names.user }).toString();

export type CodeOutcome = 'taken' | 'wrong' | 'used' | 'locked';

/**
 * Whether a code is the one of now, and what is to be kept either way. Each works once; five wrong ones lock the second factor for
 * a quarter of an hour, and so does each wrong one after that until a right one came.
 */
export function takeCode(factor: SecondFactor, code: string, now: Instant): { readonly outcome: CodeOutcome; readonly next: SecondFactor } {
  if (isLocked(factor, now)) return { outcome: 'locked', next: factor };
  const step = stepOf(factor.secret, code, now);
  if (step !== undefined && step > lastStepOf(factor, now)) {
    return { outcome: 'taken', next: { ...factor, lastStep: step, wrongCodes: 0, lockedUntil: null } };
  }
  const wrongCodes = factor.wrongCodes + 1;
  const lockedUntil = wrongCodes >= FREE_TRIES ? now + LOCKED_MS : null;
  return { outcome: step === undefined ? 'wrong' : 'used', next: { ...factor, wrongCodes, lockedUntil } };
}

/** A lock, or a last step, that lies further ahead than it can was written under a wrong clock: it must not shut anybody out for years. */
const isLocked = ({ lockedUntil }: SecondFactor, now: Instant): boolean =>
  lockedUntil !== null && now < lockedUntil && lockedUntil <= now + LOCKED_MS;
const lastStepOf = ({ lastStep }: SecondFactor, now: Instant): number =>
  lastStep > TOTP.counter({ period: FORM.period, timestamp: now }) + STEPS_ASIDE ? 0 : lastStep;

/** The time step a code belongs to; undefined when it belongs to none near now. */
function stepOf(secret: string, code: string, now: Instant): number | undefined {
  const totp = totpOf(secret);
  const aside = totp.validate({ token: code.replace(/\s/g, ''), timestamp: now, window: STEPS_ASIDE });
  return aside === null ? undefined : totp.counter({ timestamp: now }) + aside;
}

const totpOf = (secret: string, names: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...FORM, ...names, secret: Secret.fromBase32(secret) });
