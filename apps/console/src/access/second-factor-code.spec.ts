import { Secret, TOTP } from 'otpauth';
import type { SecondFactor } from '../users/user-file';
import { authenticatorUri, newSecret, takeCode } from './second-factor-code';

/** The secret of RFC 6238, appendix B, whose codes of eight digits end in those of six. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32;
const factor: SecondFactor = { secret: SECRET, lastStep: 0, wrongCodes: 0, lockedUntil: null };
const MINUTE = 60_000;

describe('a code of an authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('is that of RFC 6238 at second %d', (second, code) => {
    expect(takeCode(factor, code, second * 1000).outcome).toBe('taken');
    expect(takeCode(factor, `${code.slice(0, 3)} ${code.slice(3)}`, second * 1000).outcome).toBe('taken');
  });

  it('works half a minute early or late, and not longer', () => {
    const [now, code] = [1_111_111_109_000, '081804'];
    expect(takeCode(factor, code, now - 30_000).outcome).toBe('taken');
    expect(takeCode(factor, code, now + 30_000).outcome).toBe('taken');
    expect(takeCode(factor, code, now - 60_000).outcome).toBe('wrong');
    expect(takeCode(factor, code, now + 60_000).outcome).toBe('wrong');
  });

  it('works once, and with it every earlier one', () => {
    const now = 1_111_111_109_000;
    const { next } = takeCode(factor, '081804', now);
    expect(takeCode(next, '081804', now)).toMatchObject({ outcome: 'used', next: { wrongCodes: 1 } });
    const earlier = new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: now - 30_000 });
    expect(takeCode(next, earlier, now).outcome).toBe('used');
    expect(takeCode(next, '050471', now + 2_000).outcome).toBe('taken');
  });

  it('is not looked at for a quarter of an hour after five wrong ones, whether it is right or not', () => {
    const now = 1_111_111_109_000;
    let { outcome, next } = takeCode(factor, '000000', now);
    for (let tries = 1; tries < 5; tries += 1) ({ outcome, next } = takeCode(next, '000000', now));
    expect([outcome, next.wrongCodes]).toEqual(['wrong', 5]);
    expect(takeCode(next, '081804', now)).toEqual({ outcome: 'locked', next });
    expect(takeCode(next, '000000', now + 15 * MINUTE)).toMatchObject({
      outcome: 'wrong',
      next: { lockedUntil: now + 30 * MINUTE },
    });
    const later = new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: now + 15 * MINUTE });
    expect(takeCode(next, later, now + 15 * MINUTE)).toMatchObject({ outcome: 'taken', next: { wrongCodes: 0, lockedUntil: null } });
  });

  it('works again after a clock that was years ahead was put right, and a lock of those years is over', () => {
    const now = 1_111_111_109_000;
    const ahead = now + 10 * 365 * 24 * 60 * MINUTE;
    const future = new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: ahead });
    const { next } = takeCode(factor, future, ahead);
    expect(takeCode(next, '081804', now).outcome).toBe('taken');
    expect(takeCode({ ...factor, wrongCodes: 5, lockedUntil: ahead }, '081804', now).outcome).toBe('taken');
  });

  it('comes from a secret of 160 bits that a QR code carries', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(authenticatorUri(secret, { box: 'Harbour Market', user: 'Mia Keller' }));
    expect([uri.protocol, uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual(['otpauth:', secret, 'Harbour Market']);
  });
});
