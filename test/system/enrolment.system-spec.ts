import 'reflect-metadata';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBox } from '@app/channel-db';
import { readEnrolmentLine } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EnrolmentCodes } from '../../apps/headquarters/src/boxes/enrolment-codes';
import { enrolmentLine } from '../../apps/headquarters/src/boxes/enrolment-lines';
import { setUpDemoChain } from '../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../apps/headquarters/test/kit/exchange';
import { readSettings } from '../../apps/scale-unit/src/config';
import { createUnit } from '../../apps/scale-unit/src/create-unit';
import { openParts } from '../../apps/scale-unit/src/wiring/open-parts';
import type { UnitParts } from '../../apps/scale-unit/src/wiring/parts';

jest.setTimeout(60_000);

const HOUR_MS = 3_600_000;
let headquarters: ServedHeadquarters;

interface Box {
  readonly folder: string;
  readonly parts: UnitParts;
  readonly app: NestFastifyApplication;
}
const boxes: Box[] = [];

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterEach(async () => {
  for (const { app, folder } of boxes.splice(0)) {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
afterAll(() => headquarters.dispose());

/** A new machine that nobody has enrolled. */
async function aBox(settings: NodeJS.ProcessEnv = {}): Promise<Box> {
  const folder = mkdtempSync(join(tmpdir(), 'box-'));
  const parts = await openParts(readSettings({ DATA_DIR: folder, UNIT_LOG_LEVEL: 'silent', UNIT_LAN_HOST: 'off', ...settings }));
  const app = await createUnit(parts);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  boxes.push({ folder, parts, app });
  return { folder, parts, app };
}

/** What store IT is given, as the parts of its one line. */
async function aLine(change: { isReplacement?: boolean; serial?: string } = {}) {
  const codes = new EnrolmentCodes(headquarters.database, headquarters.clock);
  const order = {
    channelDatabaseId: 'harbour',
    lifeMs: HOUR_MS,
    serial: change.serial ?? null,
    isReplacement: change.isReplacement ?? false,
  };
  const { code } = await codes.issue(order);
  const line = enrolmentLine(code, new URL(headquarters.baseUrl), headquarters.service.certificate.authorityFingerprint);
  return readEnrolmentLine(line) ?? { code, headquartersUrl: '', fingerprint: '' };
}

async function ask({ app, parts }: Box, path: string, body?: object) {
  const headers = { authorization: `Bearer ${parts.keys.tokenFor('machine.token')}`, ...(body && { 'content-type': 'application/json' }) };
  const url = `/management/v1/enrolment${path}`;
  const answer = await app.inject({ method: body ? 'POST' : 'GET', url, headers, ...(body && { payload: JSON.stringify(body) }) });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json<Record<string, unknown>>() };
}

describe('enrolment', () => {
  it('shows the store first, and makes the machine its box once that is confirmed', async () => {
    const [box, line] = [await aBox(), await aLine()];
    expect(await ask(box, '/preview', line)).toMatchObject({
      status: 200,
      body: { isReplacement: false, stores: [{ name: 'Harbour Market Dublin' }, { name: 'Harbour Market Galway' }] },
    });
    expect((await ask(box, '')).body).toMatchObject({ isEnrolled: false, channelDatabaseId: null });
    expect(await ask(box, '/confirm', line)).toEqual({ status: 204, body: undefined });
    expect((await ask(box, '')).body).toMatchObject({
      isEnrolled: true,
      channelDatabaseId: 'harbour',
      epoch: 1,
      headquartersUrl: headquarters.baseUrl,
    });
    // A lost answer is asked for again.
    expect((await ask(box, '/confirm', line)).status).toBe(204);
    const answer = await box.parts.line.lane({}).call({ method: 'GET', path: '/exchange/v1/sessions?wait=0', deadlineMs: 5_000 });
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('keeps peppers and keys out of the database', async () => {
    const [box, line] = [await aBox(), await aLine({ isReplacement: true })];
    expect((await ask(box, '/confirm', line)).status).toBe(204);
    const secrets = [box.parts.keys.read('peppers.json'), box.parts.keys.read('box.pem')].map((text) => text ?? '');
    const pepper = Object.values(JSON.parse(secrets[0] ?? '{}') as Record<string, string>)[0] ?? '';
    expect(pepper.length).toBeGreaterThan(15);
    for (const name of readdirSync(box.parts.settings.dataDir).filter((file) => file.includes('.db'))) {
      const bytes = readFileSync(join(box.parts.settings.dataDir, name));
      expect([name, bytes.includes(pepper), bytes.includes('PRIVATE KEY')]).toEqual([name, false, false]);
    }
  });

  it('takes over only with a code issued as replacement, under the next epoch', async () => {
    await expect(aLine()).rejects.toMatchObject({ code: 'enrolment.box-exists' });
    const box = await aBox();
    expect((await ask(box, '/confirm', await aLine({ isReplacement: true }))).status).toBe(204);
    expect((await findBox(box.parts.store.reader))?.identity.epoch).toBeGreaterThan(1);
  });

  it('refuses a code that another box has used, an unknown one, and one bound to another machine', async () => {
    const line = await aLine({ isReplacement: true });
    expect((await ask(await aBox(), '/confirm', line)).status).toBe(204);
    const other = await aBox({ UNIT_SERIAL: 'A-1' });
    const refusals = [
      await ask(other, '/confirm', line),
      await ask(other, '/confirm', { ...line, code: 'ZZZZ-ZZZZ-ZZZZ' }),
      await ask(other, '/confirm', await aLine({ isReplacement: true, serial: 'B-2' })),
    ];
    const reasons = refusals.map(({ status, body }) => [status, body?.['code'], (body?.['parameters'] as { reason: string }).reason]);
    expect(reasons).toEqual([
      [409, 'enrolment.refused', 'enrolment.code-used'],
      [409, 'enrolment.refused', 'enrolment.code-unknown'],
      [409, 'enrolment.refused', 'enrolment.other-serial'],
    ]);
    expect((await ask(other, '')).body).toMatchObject({ isEnrolled: false });
  });

  it('tells nothing to a server that does not show the pinned authority, and says when nobody is there', async () => {
    const [box, line] = [await aBox(), await aLine({ isReplacement: true })];
    expect(await ask(box, '/confirm', { ...line, fingerprint: 'ab'.repeat(32) })).toMatchObject({
      status: 409,
      body: { code: 'headquarters.not-pinned' },
    });
    expect(await ask(box, '/preview', { ...line, headquartersUrl: 'https://127.0.0.1:1' })).toMatchObject({
      status: 503,
      body: { code: 'headquarters.unreachable', retryable: true },
    });
    expect((await ask(box, '/confirm', line)).status).toBe(204);
  });
});
