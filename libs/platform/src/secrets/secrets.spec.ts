import { createPinVerifier, pinMatches, spendPinCheck } from './pin-verifier';
import { equalsInConstantTime, hashToken, newOneTimeCode, newToken, normaliseCode } from './tokens';

const pepper = Buffer.from('pepper of one legal entity').toString('base64');

describe('a PIN verifier', () => {
  it('accepts its PIN with its pepper and nothing else', async () => {
    const verifier = await createPinVerifier('1234', pepper);
    expect(verifier).toMatch(/^argon2id\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/);
    expect(await pinMatches('1234', verifier, pepper)).toBe(true);
    expect(await pinMatches('1235', verifier, pepper)).toBe(false);
    expect(await pinMatches('1234', verifier, Buffer.from('another pepper').toString('base64'))).toBe(false);
  });

  it('differs each time it is made', async () => {
    expect(await createPinVerifier('1234', pepper)).not.toBe(await createPinVerifier('1234', pepper));
  });

  it('that cannot be read, or asks for too much work, accepts nothing', async () => {
    const good = await createPinVerifier('1234', pepper);
    expect(await pinMatches('1234', 'plain$1234', pepper)).toBe(false);
    expect(await pinMatches('1234', good.replace('m=19456', 'm=9999999'), pepper)).toBe(false);
    expect(await pinMatches('1234', good.replace('t=2', 't=99'), pepper)).toBe(false);
    expect(await spendPinCheck('1234')).toBe(false);
  });
});

describe('tokens and codes', () => {
  it('are stored as digests and compared whole', () => {
    const { token, hash } = newToken();
    expect(hashToken(token)).toBe(hash);
    expect(token).toHaveLength(43);
    expect(equalsInConstantTime(token, token)).toBe(true);
    expect(equalsInConstantTime(token, `${token}x`)).toBe(false);
  });

  it('codes survive being read aloud and typed', () => {
    const code = newOneTimeCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(normaliseCode(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`)).toBe(code);
    expect(normaliseCode('oIl0')).toBe('0110');
  });
});
