import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRecoveryCode, recoveryCodeId } from './recovery-code';
import { openSealedFile, readSealHeader, sealFile } from './sealed-file';

const CODE = newRecoveryCode();

describe('a sealed file', () => {
  let folder: string;
  let plain: string;
  let sealed: string;
  const content = Buffer.concat([Buffer.from('4111111111111111 planted secret '.repeat(20_000)), randomBytes(10_000)]);
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sealed-'));
    [plain, sealed] = [join(folder, 'plain'), join(folder, 'sealed')];
    writeFileSync(plain, content);
    await sealFile(plain, sealed, { code: CODE, about: { counter: 7 } });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back every byte to whoever has the code, typed as a person types it', async () => {
    const target = join(folder, 'opened');
    await openSealedFile(sealed, { code: CODE.toLowerCase().replaceAll('-', ' '), target });
    expect(readFileSync(target).equals(content)).toBe(true);
  });

  it('tells what it is and which code opens it, and nothing of its content', () => {
    expect(readSealHeader(sealed)).toMatchObject({ codeId: recoveryCodeId(CODE), plainBytes: content.length, about: { counter: 7 } });
    expect(readFileSync(sealed).includes('planted')).toBe(false);
  });

  it('is refused under another code', async () => {
    await expect(openSealedFile(sealed, { code: newRecoveryCode() })).rejects.toMatchObject({ code: 'backup.other-code' });
  });

  it('never looks the same twice', async () => {
    const again = join(folder, 'again');
    await sealFile(plain, again, { code: CODE, about: { counter: 7 } });
    expect(readFileSync(again).subarray(-200).equals(readFileSync(sealed).subarray(-200))).toBe(false);
  });

  it('is refused when one bit of it was changed anywhere, and leaves nothing behind', async () => {
    const bytes = readFileSync(sealed);
    const target = join(folder, 'opened');
    const places = [0, 30, bytes.indexOf('"counter"') + 11, bytes.length >> 1, bytes.length - 20, bytes.length - 1];
    for (const place of places) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
      writeFileSync(sealed, changed);
      await expect(openSealedFile(sealed, { code: CODE, target })).rejects.toMatchObject({
        code: expect.stringMatching(/^backup\.(damaged|other-code)$/),
      });
      expect(() => readFileSync(target)).toThrow('ENOENT');
    }
  });

  it('is refused when it was cut off', async () => {
    const bytes = readFileSync(sealed);
    for (const length of [0, 10, 60, 300, bytes.length - 1]) {
      writeFileSync(sealed, bytes.subarray(0, length));
      await expect(openSealedFile(sealed, { code: CODE })).rejects.toMatchObject({ code: 'backup.damaged' });
    }
  });
});
