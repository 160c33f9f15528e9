import { Secret } from '../config/secret';
import { newOneTimeCode, newToken } from '../secrets/tokens';
import { redact } from './redact';

const TOKEN = newToken().token;

describe('what is written down', () => {
  it.each([
    ['a token of ours', `device ${TOKEN} is unknown`, TOKEN],
    ['a bearer', 'Authorization: Bearer abc.def', 'abc.def'],
    ['a PIN in JSON', '{"a":{"b":{"c":{"pin":"482915"}}}}', '482915'],
    ['a PIN in JSON in JSON', JSON.stringify({ body: JSON.stringify({ staffId: '7', pin: '482915' }) }), '482915'],
    ['a PIN in a sentence', 'the PIN 482915 is wrong', '482915'],
    ['a password in a query', 'GET /x?user=a&password=tiger-lily&x=1', 'tiger-lily'],
    ['a password in a URL', 'mssql://sa:tiger-lily@host/db', 'tiger-lily'],
    ['an activation code', '{"activationCode":"K7PQ2M4X"}', 'K7PQ2M4X'],
    ['a code on its own', `code ${newOneTimeCode(4)}-7A2B`, '7A2B'],
    ['an enrolment line', 'K7PQ-2M4X@https://hq.example:7443#ab', 'K7PQ'],
    ['a cookie', '{"headers":{"cookie":"console=q1; other=q2"}}', 'q2'],
    ['a verifier', 'verifier $argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 'c2FsdA'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\\nMC4CAQAw\\n-----END PRIVATE KEY-----', 'MC4CAQAw'],
    ['a gift card', '{"giftCardNumber":"60001234"}', '60001234'],
    ['a card', 'declined 4111111111111111', '4111111111111111'],
    ['a card in groups with its expiry', 'card 4111 1111 1111 1111 12/27 123', '1111 1111 1111'],
    ['a card in a query', '?q=4111%201111%201111%201111', '1111%201111%201111'],
    ['a card with dashes', '4111-1111-1111-1111', '1111-1111'],
    ['track data', ';4111111111111111=27121010000000000000?', '4111111111111111'],
  ])('holds nothing of %s', (_, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
  });

  it.each([
    '{"level":30,"time":"2026-11-21T19:10:53.123Z","name":"scale-unit","pid":1234,"code":"cart.closed","msg":"request refused"}',
    '{"correlationId":"a1b2c3d4e5f6-1234567","route":"/api/v1/carts/:cartId","statusCode":409}',
    'SqliteError: database is locked (SQLITE_BUSY) at Store.run (/opt/unit/dist/libs/database/src/sqlite/writer.js:31:9)',
    'record 0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f5a6 of 192.168.178.20',
    'the PIN is wrong',
    'a bearer token is required',
  ])('keeps what helps: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('keeps the first six and last four digits of a card', () => {
    expect(redact('4111-1111-1111-1234 or 4111 1111 1111 1111')).toBe('4111-1111-1111-1234 or 4111 11** **** 1111');
  });

  it('leaves a line JSON, and an instant whole that passes the card check', () => {
    expect(redact('{"at":1795301674903,"until":1795301674911}')).toBe('{"at":1795301674903,"until":1795301674911}');
    expect(redact('{"a":4111111111111111,"b":{"c":4111111111111111}}')).toBe('{"a":"411111******1111","b":{"c":"411111******1111"}}');
    expect(redact('1795301674903 4111 1111 1111 1111')).not.toContain('1111 1111 1111');
  });

  it('holds no secret that this process was given, whatever it looks like', () => {
    expect(redact('before silver-otter')).toBe('before silver-otter');
    new Secret('clerk:silver-otter');
    expect(redact('proxy said: clerk:silver-otter, silver-otter')).toBe('proxy said: ***, ***');
  });
});
