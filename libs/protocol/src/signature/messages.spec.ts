import { generateSigningKeyPair, signBytes, signingKeyFromPem, verifyBytes } from './keys';
import {
  claimedSigner,
  newNonce,
  SIGNATURE_WINDOW_MS,
  signAnswer,
  signRequest,
  verifyAnswer,
  verifyRequest,
  type IncomingRequest,
} from './messages';
import { NonceMemory } from './nonce-memory';

const now = Date.UTC(2026, 7, 10);
const pair = generateSigningKeyPair();
const key = signingKeyFromPem('box:0198', pair.privateKeyPem);
const nonce = newNonce();

function signed(changes: Partial<IncomingRequest> = {}): IncomingRequest {
  const request = { method: 'POST', target: '/exchange/v1/uploads?part=1', body: '{"a":1}' };
  return { ...request, headers: signRequest(request, key, { now, nonce }), ...changes };
}

describe('signed requests', () => {
  it('are accepted as they were signed, and name their signer', () => {
    expect(verifyRequest(signed(), pair.publicKey, now)).toEqual({ ok: true });
    expect(claimedSigner(signed().headers)).toMatchObject({ keyId: 'box:0198', nonce });
  });

  it.each([
    ['another method', { method: 'PUT' }, 'wrong-signature'],
    ['another path', { target: '/exchange/v1/heartbeats?part=1' }, 'wrong-signature'],
    ['another query', { target: '/exchange/v1/uploads?part=2' }, 'wrong-signature'],
    ['no query', { target: '/exchange/v1/uploads' }, 'wrong-signature'],
    ['another body', { body: '{"a":2}' }, 'wrong-digest'],
    ['no headers', { headers: {} }, 'unsigned'],
  ] as const)('with %s are refused', (_, changes, reason) => {
    expect(verifyRequest(signed(changes), pair.publicKey, now)).toEqual({ ok: false, reason });
  });

  it('with a body and digest changed together are refused', () => {
    const forged = signRequest({ method: 'POST', target: '/x', body: 'other' }, key, { now, nonce });
    const request = signed({ body: 'other' });
    const headers = { ...request.headers, 'content-digest': forged['content-digest'] };
    expect(verifyRequest({ ...request, headers }, pair.publicKey, now)).toEqual({ ok: false, reason: 'wrong-signature' });
  });

  it('by another key are refused', () => {
    expect(verifyRequest(signed(), generateSigningKeyPair().publicKey, now)).toEqual({ ok: false, reason: 'wrong-signature' });
    expect(verifyRequest(signed(), 'not a key', now)).toEqual({ ok: false, reason: 'wrong-signature' });
  });

  it('are refused outside the window, before and after', () => {
    const beyond = SIGNATURE_WINDOW_MS + 1000;
    expect(verifyRequest(signed(), pair.publicKey, now + beyond)).toEqual({ ok: false, reason: 'stale' });
    expect(verifyRequest(signed(), pair.publicKey, now - beyond)).toEqual({ ok: false, reason: 'stale' });
    expect(verifyRequest(signed(), pair.publicKey, now + SIGNATURE_WINDOW_MS)).toEqual({ ok: true });
  });

  it('that cover fewer components are not our profile', () => {
    const headers = { ...signed().headers };
    const input = headers['signature-input'] as string;
    const fewer = { ...headers, 'signature-input': input.replace(' "content-digest"', '') };
    expect(verifyRequest(signed({ headers: fewer }), pair.publicKey, now)).toEqual({ ok: false, reason: 'unsigned' });
    const twice = { ...headers, 'signature-input': [input, input] };
    expect(verifyRequest(signed({ headers: twice }), pair.publicKey, now)).toEqual({ ok: false, reason: 'unsigned' });
  });
});

describe('signed answers', () => {
  const answer = { status: 200, body: '{"now":1}' };
  const headers = signAnswer(answer, key, { now, nonce });

  it('are accepted for the request they answer', () => {
    expect(verifyAnswer({ ...answer, headers }, pair.publicKey, nonce)).toEqual({ ok: true });
  });

  it('are refused with another status, body, nonce or key, and unsigned', () => {
    expect(verifyAnswer({ ...answer, status: 201, headers }, pair.publicKey, nonce)).toMatchObject({ reason: 'wrong-signature' });
    expect(verifyAnswer({ ...answer, body: '{}', headers }, pair.publicKey, nonce)).toMatchObject({ reason: 'wrong-digest' });
    expect(verifyAnswer({ ...answer, headers }, pair.publicKey, newNonce())).toMatchObject({ reason: 'wrong-nonce' });
    expect(verifyAnswer({ ...answer, headers }, generateSigningKeyPair().publicKey, nonce)).toMatchObject({ reason: 'wrong-signature' });
    expect(verifyAnswer({ ...answer, headers: {} }, pair.publicKey, nonce)).toMatchObject({ reason: 'unsigned' });
  });

  it('cannot stand in for a request', () => {
    expect(verifyRequest({ method: 'GET', target: '/', body: '', headers }, pair.publicKey, now)).toMatchObject({ reason: 'unsigned' });
  });
});

describe('keys', () => {
  it('sign bytes that only their public half confirms', () => {
    const signature = signBytes(key, 'record');
    expect(verifyBytes(pair.publicKey, 'record', signature)).toBe(true);
    expect(verifyBytes(pair.publicKey, 'recorD', signature)).toBe(false);
    expect(verifyBytes(pair.publicKey, 'record', 'AAAA')).toBe(false);
  });

  it('agree with the signature of RFC 8032, test 3', () => {
    const publicKey = Buffer.from('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'hex').toString('base64');
    const signature = Buffer.from(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
      'hex',
    );
    expect(verifyBytes(publicKey, Buffer.from('af82', 'hex'), signature.toString('base64'))).toBe(true);
  });
});

describe('nonces', () => {
  it('are admitted once for as long as their signature could be accepted', () => {
    const memory = new NonceMemory();
    expect(memory.admit(nonce, now)).toBe(true);
    expect(memory.admit(nonce, now + 1)).toBe(false);
    expect(memory.admit(nonce, now + 2 * SIGNATURE_WINDOW_MS)).toBe(false);
  });

  it('are refused rather than forgotten when the memory is full', () => {
    const memory = new NonceMemory(1);
    expect(memory.admit('a', now)).toBe(true);
    expect(memory.admit('b', now)).toBe(false);
    expect(memory.admit('b', now + 4 * SIGNATURE_WINDOW_MS)).toBe(true);
  });
});
