import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnrolmentLine } from '@app/platform';
import { PACKAGE_FILE_END, packageManifest, sha256Hex, signedManifest, verifyBytes } from '@app/protocol';
import { TestInbox } from '../../test/kit/an-inbox';
import { priceFile, PRICES } from '../../test/kit/door-mappings';
import { TestBox } from '../../test/kit/test-box';
import { aHeadquarters, settingsFor, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { UploadingBox } from '../../test/kit/uploading-box';
import { Uploads } from '../async-service/uploads';
import { Enrolments } from '../boxes/enrolments';
import { RecoveryCodes } from '../boxes/recovery-codes';
import { openCertificate } from '../certificate';
import { commandLine } from './command-line';

let headquarters: TestHeadquarters;
beforeAll(async () => void (headquarters = await aHeadquarters()));
afterAll(() => headquarters.dispose());

/** Runs a command as a person would, while another process has the same files open. */
async function hq(...words: string[]): Promise<string[]> {
  const said: string[] = [];
  const settings = () => settingsFor(headquarters.folder, { HEADQUARTERS_PUBLIC_URL: 'https://hq.example:7300' });
  const program = commandLine({ settings, say: (line) => said.push(line), progress: () => undefined });
  await program.parseAsync(['node', 'hq', ...words]);
  return said;
}

it('does not take half of a webhook', () => {
  expect(() => settingsFor('nowhere', { HEADQUARTERS_WEBHOOK_URL: 'https://erp.example/sales' })).toThrow(/are set together/);
});

describe('the command line', () => {
  it('sets up the demo chain, and a second time changes nothing', async () => {
    const first = await hq('demo');
    expect(first[0]).toMatch(/^channel database harbour: 50\d products$/);
    expect(first).toContain('worker 1001: Dana Levi, PIN 1111');
    const version = await headquarters.database.reader.first('SELECT value FROM {row_version}');
    expect(await hq('demo')).toEqual(first);
    expect(await headquarters.database.reader.first('SELECT value FROM {row_version}')).toEqual(version);
  });

  it('rolls nothing out to boxes that cannot update, and says which rollouts there were', async () => {
    await expect(hq('rollout', 'start', '1.4.0', '--window', '02:00-05:00')).rejects.toMatchObject({ code: 'rollout.no-boxes' });
    await expect(hq('rollout', 'start', '1.4.0', '--window', 'at night')).rejects.toThrow('not a time of day');
    await expect(hq('rollout', 'halt', '018f0000-0000-7000-8000-000000000001')).rejects.toMatchObject({ code: 'rollout.unknown' });
    expect(await hq('rollout', 'list')).toEqual([]);
  });

  it('prints the one line that a box enrols with', async () => {
    const [text = ''] = await hq('box', 'enrolment-code', 'harbour', '--minutes', '30');
    const line = readEnrolmentLine(text);
    const { authorityFingerprint } = await openCertificate(headquarters);
    expect(line).toMatchObject({ headquartersUrl: 'https://hq.example:7300', fingerprint: authorityFingerprint });
    const { database, peppers, signingKey, clock, keys } = headquarters;
    const enrolments = new Enrolments(database, peppers, signingKey.publicKey, clock, new RecoveryCodes(keys));
    const box = new TestBox();
    await enrolments.redeem(box.enrolmentRequest(line?.code ?? ''));
    box.sell({ gross: '12.30' });
    await new Uploads(database, clock).take(box.enrolled, box.batch());
    expect(await hq('boxes')).toEqual([
      'harbour Harbour Market stores, channels 101 102',
      `  box ${box.instanceId} epoch 1 active, last heard never`,
    ]);
    expect(await hq('sales', 'totals', '--channel', '101')).toEqual(['101 2026-08-10 1 sales 12.30 EUR']);
    expect(await hq('sales', 'totals', '--to', '2026-08-09')).toEqual([]);
    expect(await hq('sales', 'delivered')).toEqual([`harbour box ${box.instanceId} epoch 1 fork 0: 1 records`]);
    expect(await hq('alarms')).toEqual([]);
  });

  it('sends everything again, and shows how far the box is', async () => {
    expect((await hq('box', 'load', 'harbour'))[0]).toMatch(/^load [0-9a-f-]{36}: 1110 1070 1090 1060 1040 1020 1010$/);
    expect(await hq('sessions', 'harbour')).toHaveLength(7);
  });

  it('shows and steers what goes down', async () => {
    expect(await hq('scheduler', 'initialise')).toEqual(['made 0 jobs, 0 subjobs, 0 schedules']);
    expect(await hq('scheduler', 'jobs')).toContainEqual(expect.stringMatching(/^1020 Prices and discounts download .*price/));
    expect(await hq('scheduler', 'parameters', '--set', 'tryCount=5')).toContain('tryCount 5');
    expect(await hq('scheduler', 'schedules')).toContain('downloads: jobs 9999, every group, on-change');
    expect(await hq('scheduler', 'run', 'downloads')).toEqual(['0 packages for 0 boxes']);
    expect(await hq('scheduler', 'runs', 'downloads')).toEqual([expect.stringMatching(/ downloads manual done: 0 packages for 0 boxes$/)]);
    const [newest = ''] = await hq('scheduler', 'sessions', '--database', 'harbour', '--state', 'available');
    expect(newest).toMatch(/ harbour 1010 Customers, snapshot available$/);
    const [sessionId = ''] = newest.split(' ');
    expect(await hq('scheduler', 'cancel', sessionId)).toEqual([`${sessionId} canceled`]);
    expect(await hq('scheduler', 'retry', sessionId)).toEqual([`${sessionId} available`]);
    expect(await hq('scheduler', 'rerun', sessionId)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const row = await headquarters.database.reader.first<{ id: string }>(
      'SELECT package_id AS id FROM {download_session} ORDER BY ordinal DESC',
    );
    expect((await hq('scheduler', 'package', row?.id ?? ''))[0]).toMatch(/^job 1010 snapshot of versions 0 to \d+$/);
  });

  it('shows what came up, and what is missing of it', async () => {
    const box = await UploadingBox.enrolled(headquarters, 'replacement');
    box.sellMany(3);
    await box.upload();
    const [newest] = await hq('uploads', '--database', 'harbour', '--limit', '1');
    expect(newest).toMatch(/ harbour records 1 to 3 \(3\) accepted 7.50 EUR$/);
    await headquarters.database.unitOfWork.run((tx) => tx.run('DELETE FROM {record} WHERE counter = 2'));
    const lines = await hq('uploads', 'channel', '101', '--from', '2026-08-10');
    expect(lines).toContainEqual(expect.stringMatching(/^box [0-9a-f-]{36} epoch 2 fork 0: 2 of 3 records, missing 2$/));
    expect(lines).toContain('register 101-01 sale: 2 of 3, missing 2');
    expect(lines).toContainEqual(expect.stringMatching(/^2026-08-10 register 101-01 shift [0-9a-f-]{36}: 1 sales 3.50 EUR$/));
  });

  it('writes packages into a folder that say for whom they are, signed, with every file under its digest', async () => {
    const folder = join(headquarters.folder, 'stick');
    const [line, whom] = await hq('package', 'build', folder, '--job', '1040');
    expect(line).toMatch(/^1040 Products, \d{3,4} rows in \d segments$/);
    const { publicKey } = headquarters.signingKey;
    expect(whom).toBe(`for harbour, signed by the key ${publicKey}`);
    const name = `1040${PACKAGE_FILE_END}`;
    const { manifest: text, signature } = signedManifest.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    expect(verifyBytes(publicKey, text, signature)).toBe(true);
    const { channelDatabaseId, segments } = packageManifest.parse(JSON.parse(text));
    expect(channelDatabaseId).toBe('harbour');
    const named = segments.flatMap(({ sha256, sqlite }) => (sqlite ? [sha256, sqlite.sha256] : [sha256]));
    expect(readdirSync(folder).sort()).toEqual([...named, name].sort());
    for (const sha256 of named) expect(sha256Hex(readFileSync(join(folder, sha256)))).toBe(sha256);
    await expect(hq('package', 'build', folder, '--job', '4711')).rejects.toMatchObject({ code: 'job.carries-nothing' });
  });

  it('gives out gift cards and makes stores of any size', async () => {
    expect(await hq('gift-card', 'issue', '6000123412341234', '25.00', 'EUR')).toEqual(['gift card 6000123412341234: 25.00 EUR']);
    await expect(hq('gift-card', 'issue', '6000123412341234', '25.00', 'EUR')).rejects.toMatchObject({ code: 'gift-card.exists' });
    expect(await hq('generate', '--products', '120', '--id', '901')).toEqual(['channel database 901: 120 products']);
    expect((await hq('boxes'))[0]).toBe('901 Generated store 901, channels 901');
  });

  it('sets up a store of a new company that only lacks goods, with a PIN of its own', async () => {
    const place = ['--company', 'acme', '--name', 'Acme Berlin', '--currency', 'EUR', '--time-zone', 'Europe/Berlin', '--registers', '2'];
    const [store, worker] = await hq('store', 'create', '301', ...place, '--tax', 'standard=0.19', 'reduced=0.07');
    expect(store).toBe('store 301: Acme Berlin, channel database 301, 2 registers');
    expect(worker).toMatch(/^worker 1001: Store manager, PIN \d{6}$/);
    const { database } = headquarters;
    const rows = await database.reader.query<{ entity: string; count: number }>(
      `SELECT entity, count(*) AS count FROM {company_row} WHERE scope_id IN ('acme', '301') GROUP BY entity`,
    );
    expect(Object.fromEntries(rows.map(({ entity, count }) => [entity, count]))).toMatchObject({
      channel: 1,
      register: 2,
      taxCode: 2,
      worker: 1,
    });
    await expect(hq('store', 'create', '301', ...place, '--tax', 'standard=0.19')).rejects.toMatchObject({ code: 'channel.exists' });
    expect(await hq('sales', 'files', '--from', '2026-08-10', '--to', '2026-08-10', '--channel', '301')).toEqual([]);
  });

  it('shows the files of the inbox, and takes a person’s word about one', async () => {
    const inbox = new TestInbox(headquarters);
    inbox.map('prices', PRICES);
    inbox.drop('prices-301-1.csv', priceFile(10));
    await inbox.look();
    inbox.drop('prices-301-2.csv', `${priceFile(3)}P9;cheap;\n`);
    await inbox.look();
    const [held = '', done] = await hq('inbox');
    expect(held).toMatch(/^[0-9a-f-]{36} prices-301-2.csv held, lines 4, refused 1, changed 0, ended 0: 3 price rows where there were 10/);
    expect(done).toMatch(/prices-301-1.csv done, lines 10, refused 0, changed 10, ended 0$/);
    const [fileId = ''] = held.split(' ');
    expect((await hq('inbox', 'show', fileId)).join('\n')).toContain(
      'line 5: price.unitPrice (column Price): "cheap" is not a number such as 1,50',
    );
    await hq('inbox', 'approve', fileId);
    await inbox.look();
    expect(await hq('inbox', 'list', '--state', 'held')).toEqual([]);
    await expect(hq('inbox', 'refuse', fileId)).rejects.toMatchObject({ code: 'inbox-file.not-held' });
  });

  it.each([
    [
      'an unknown time zone',
      ['store', 'create', '9', '--company', 'a', '--name', 'b', '--currency', 'EUR', '--time-zone', 'Mars', '--tax', 'a=0'],
      'commander.invalidArgument',
    ],
    [
      'a tax above all',
      ['store', 'create', '9', '--company', 'a', '--name', 'b', '--currency', 'EUR', '--time-zone', 'UTC', '--tax', 'a=19'],
      'commander.invalidArgument',
    ],
    ['an unknown state', ['inbox', 'list', '--state', 'lost'], 'commander.invalidArgument'],
    ['an unknown store', ['box', 'enrolment-code', 'nowhere'], 'channel-database.unknown'],
    ['a code for too long', ['box', 'enrolment-code', 'harbour', '--replacement', '--minutes', '99999'], 'enrolment.life-not-allowed'],
    ['a wrong day', ['serve', '--as-of', '10.8.2026'], 'commander.invalidArgument'],
    ['a wrong number', ['generate', '--products', 'many'], 'commander.invalidArgument'],
  ])('refuses %s in words', async (_, words, code) => {
    const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(hq(...words)).rejects.toMatchObject({ code });
    silent.mockRestore();
  });
});
