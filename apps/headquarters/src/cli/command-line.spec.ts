import { readEnrolmentLine } from '@app/platform';
import { TestBox } from '../../test/kit/test-box';
import { aHeadquarters, settingsFor, type TestHeadquarters } from '../../test/kit/test-headquarters';
import { Uploads } from '../async-service/uploads';
import { Enrolments } from '../boxes/enrolments';
import { openCertificate } from '../serve';
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

describe('the command line', () => {
  it('sets up the demo chain, and a second time changes nothing', async () => {
    const first = await hq('demo');
    expect(first[0]).toMatch(/^channel database harbour: 4\d\d products$/);
    expect(first).toContain('worker 1001: Dana Levi, PIN 1111');
    const version = await headquarters.database.reader.first('SELECT value FROM {row_version}');
    expect(await hq('demo')).toEqual(first);
    expect(await headquarters.database.reader.first('SELECT value FROM {row_version}')).toEqual(version);
  });

  it('prints the one line that a box enrols with', async () => {
    const [text = ''] = await hq('box', 'enrolment-code', 'harbour', '--minutes', '30');
    const line = readEnrolmentLine(text);
    const { authorityFingerprint } = await openCertificate(headquarters);
    expect(line).toMatchObject({ headquartersUrl: 'https://hq.example:7300', fingerprint: authorityFingerprint });
    const { database, peppers, signingKey, clock } = headquarters;
    const enrolments = new Enrolments(database, peppers, signingKey.publicKey, clock);
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
    expect((await hq('box', 'load', 'harbour'))[0]).toMatch(/^load [0-9a-f-]{36}: 1110 1070 1090 1060 1040 1020$/);
    expect(await hq('sessions', 'harbour')).toHaveLength(6);
  });

  it('gives out gift cards and makes stores of any size', async () => {
    expect(await hq('gift-card', 'issue', '6000123412341234', '25.00', 'EUR')).toEqual(['gift card 6000123412341234: 25.00 EUR']);
    await expect(hq('gift-card', 'issue', '6000123412341234', '25.00', 'EUR')).rejects.toMatchObject({ code: 'gift-card.exists' });
    expect(await hq('generate', '--products', '120', '--id', '901')).toEqual(['channel database 901: 120 products']);
    expect((await hq('boxes'))[0]).toBe('901 Generated store 901, channels 901');
  });

  it.each([
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
