import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from './atomic-file';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an atomic write', () => {
  it('replaces the whole file and leaves nothing beside it', () => {
    const path = join(folder, 'a', 'current');
    writeFileAtomic(path, 'a long first content');
    writeFileAtomic(path, 'short');
    expect(readFileSync(path, 'utf8')).toBe('short');
    expect(readdirSync(join(folder, 'a'))).toEqual(['current']);
  });

  it('leaves nothing behind when it fails', () => {
    const path = join(folder, 'b');
    writeFileAtomic(join(path, 'file'), 'x');
    expect(() => writeFileAtomic(path, 'a folder is in the way')).toThrow();
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('reads undefined where there is no file', () => {
    expect(readTextIfExists(join(folder, 'nothing'))).toBeUndefined();
  });
});
