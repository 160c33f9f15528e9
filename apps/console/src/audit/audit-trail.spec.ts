import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../config';
import type { AuditEntry } from './audit-entry';
import { AuditTrail } from './audit-trail';

const entry = (at: number, subject = 'register 1'): AuditEntry => ({
  at, subject, who: 'Mia', action: 'device.revoke', outcome: 'done', code: null, from: '127.0.0.1', correlationId: 'c1',
}); // prettier-ignore

describe('the audit trail', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'audit-'));
  const settings = readSettings({ DATA_DIR: dataDir });
  const folder = join(dataDir, 'console', 'audit');
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it('keeps entries in order, also those that came at once, and a new start reads them', async () => {
    const trail = new AuditTrail(settings);
    await Promise.all([1, 2, 3].map((at) => trail.append(entry(at))));
    expect((await new AuditTrail(settings).newest(10)).map(({ at }) => at)).toEqual([3, 2, 1]);
    expect((await trail.newest(1, 3)).map(({ at }) => at)).toEqual([2]);
  });

  it('writes down no secret and no card number that somebody typed where none belongs', async () => {
    const trail = new AuditTrail(settings);
    const token = 'q7Rk2ZpLw9Xc4Vb1Nm8Ts6Yd3Hf5Jg0A';
    await trail.append({ ...entry(4), who: '4111 1111 1111 1111', correlationId: token, subject: 'register 1' });
    const [newest] = await trail.newest(1);
    expect(newest).toMatchObject({ who: '4111 11** **** 1111', correlationId: '***', subject: 'register 1' });
  });

  it('goes on after a line that a cut left half', async () => {
    appendFileSync(join(folder, 'audit.jsonl'), '{"at":6,"who":"Mi');
    const trail = new AuditTrail(settings);
    await trail.append(entry(5));
    expect((await trail.newest(10)).map(({ at }) => at)).toEqual([5, 4, 3, 2, 1]);
  });

  it('stays within two megabytes and loses the oldest first', async () => {
    const trail = new AuditTrail(settings);
    const long = 'x'.repeat(100_000);
    for (let at = 10; at < 40; at += 1) await trail.append(entry(at, long));
    const files = readdirSync(folder);
    expect(files).toHaveLength(4);
    expect(files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThanOrEqual(4 * 524_288);
    const kept = (await trail.newest(100)).map(({ at }) => at);
    expect(kept[0]).toBe(39);
    expect(kept).toHaveLength(20);
    expect(kept.at(-1)).toBe(20);
  });
});
