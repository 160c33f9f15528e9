import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFiles } from './key-files';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('key files', () => {
  const keys = new KeyFiles(join(folder, 'keys'));

  it('keep a token and a signing key once made, for their owner only', () => {
    const token = keys.tokenFor('machine.token');
    expect(token).toHaveLength(43);
    expect(keys.tokenFor('machine.token')).toBe(token);
    const key = keys.signingKey('box.pem', 'box:1');
    expect(keys.signingKey('box.pem', 'box:1').publicKey).toBe(key.publicKey);
    expect(statSync(keys.pathOf('box.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(keys.pathOf('machine.token')).mode & 0o777).toBe(0o600);
  });
});
