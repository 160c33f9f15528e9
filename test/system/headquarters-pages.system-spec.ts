import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DownloadSession } from '@app/protocol';
import type { Browser, Page } from 'playwright-core';
import { EnrolmentCodes } from '../../apps/headquarters/src/boxes/enrolment-codes';
import { foldersOf } from '../../apps/headquarters/src/config';
import { openDoorFolders } from '../../apps/headquarters/src/doors/door-folders';
import { setUpDemoChain } from '../../apps/headquarters/src/doors/generated/demo-chain';
import { PRICES, priceFile } from '../../apps/headquarters/test/kit/door-mappings';
import { beatAll, enrolFleet, letPass } from '../../apps/headquarters/test/kit/rollout-fleet';
import { answered, servedHeadquarters, type ServedHeadquarters } from '../../apps/headquarters/test/kit/exchange';
import { complaintsOf, describeInBrowser, openBrowser, whyNot } from './support/browser';
import { faultsOf } from './support/page-quality';
import { enrolledUnit, type TestUnit } from './exchange/a-box';

const WEB = join(__dirname, '..', '..', 'dist', 'apps', 'headquarters', 'web');

/** The way of whoever looks after the exchange: real headquarters, a real box, a real browser. */
describeInBrowser(`headquarters in a browser${whyNot}`, () => {
  let headquarters: ServedHeadquarters;
  let unit: TestUnit;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  const sees = (text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 30_000 });
  const goTo = (name: string) => page.getByRole('link', { name, exact: true }).click();
  const rowOf = (...texts: string[]) => texts.reduce((rows, text) => rows.filter({ hasText: text }), page.getByRole('row')).first();
  const pressIn = (row: ReturnType<typeof rowOf>, name: string) => row.getByRole('button', { name, exact: true }).click();
  const renameUnit = (name: string) =>
    headquarters.admin('PUT', '/api/v1/unit-of-measures', { rows: [{ unitId: 'crate', name, decimals: 0 }] });
  const call = async <Body>(method: 'GET' | 'POST', path: string, body?: object): Promise<Body> => {
    const request = { method, path: `/exchange/v1/${path}`, deadlineMs: 10_000, ...(body && { body: JSON.stringify(body) }) };
    return answered<Body>(await headquarters.client(unit.key).call(request)).body;
  };

  beforeAll(async () => {
    headquarters = await servedHeadquarters({ HEADQUARTERS_WEB: WEB, HEADQUARTERS_INBOX_SETTLE_SECONDS: '0.1' });
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    unit = await enrolledUnit(headquarters);
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'done', failed: [] });
    browser = await openBrowser();
    page = await browser.newPage({ ignoreHTTPSErrors: true });
    complaints = complaintsOf(page);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await unit?.close();
    await headquarters?.dispose();
    if (unit) rmSync(unit.folder, { recursive: true, force: true });
  }, 60_000);

  it('lets in who has the token, and nobody else', async () => {
    await page.goto(headquarters.baseUrl);
    const token = page.locator('input[type=password]');
    await token.fill('not-the-token-of-this-headquarters');
    await page.keyboard.press('Enter');
    await sees('That is not the token of this headquarters.');
    await token.fill(headquarters.keys.tokenFor('admin.token'));
    await page.keyboard.press('Enter');
    await sees('1 box, all heard.');
    await goTo('Sessions');
    await rowOf('Products', 'Applied').waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
  }, 60_000);

  it('runs a schedule, and shows how the box takes what it brought', async () => {
    await goTo('Schedules');
    await pressIn(rowOf('every group', 'as soon as something changes'), 'Stop');
    await page.getByRole('button', { name: 'Stop it' }).click();
    await sees('stopped');
    await renameUnit('Crate of twelve');
    await pressIn(rowOf('stopped'), 'Run now');
    await sees('Ran. 1 package for 1 store.');
    await goTo('Sessions');
    await rowOf('what changed', 'Waits for the store').waitFor();
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'done', applied: 1 });
    await rowOf('what changed', 'Applied').waitFor();
  }, 60_000);

  it('shows a package to the row', async () => {
    await rowOf('what changed', 'Applied').getByRole('link', { name: 'Look inside' }).click();
    await page.getByRole('button', { name: 'Show the rows' }).click();
    await sees('Crate of twelve');
    await sees('1 to 1 of 1');
  }, 60_000);

  it('says that a store gave a package up, finds the failed session and has it tried again', async () => {
    await renameUnit('Crate of six');
    await headquarters.admin('POST', '/api/v1/scheduler/schedules/downloads/runs');
    const { sessions } = await call<{ sessions: DownloadSession[] }>('GET', 'sessions?wait=0');
    const failure = { state: 'failed', rowCount: null, quarantinedCount: null, message: 'the disk is full' };
    const report = () => call<DownloadSession>('POST', `sessions/${sessions[0]?.sessionId}/state`, failure);
    while ((await report()).state !== 'canceled');
    await goTo('Overview');
    await pressIn(rowOf('could not take a package', 'Harbour Market'), 'Seen');
    await sees('Nothing to look at.');
    await goTo('Sessions');
    await page.getByLabel('State').selectOption('canceled');
    await sees('the disk is full');
    await pressIn(rowOf('Given up'), 'Try again');
    await sees('Packages for stores stand here');
    await page.getByLabel('State').selectOption('available');
    await rowOf('Waits for the store').waitFor();
    expect(await unit.exchange.download.runOnce(0)).toMatchObject({ kind: 'done', applied: 1 });
    await sees('Packages for stores stand here');
  }, 60_000);

  it('says which rows go down in which job, and to whom', async () => {
    await goTo('Jobs');
    await rowOf('Products', '1040', 'productBarcode').waitFor();
    await goTo('Stores');
    await rowOf('Harbour Market', 'harbour').waitFor();
  }, 60_000);

  it('gives the line that a new box takes over with, once it is asked whether that is meant', async () => {
    await goTo('Stores');
    await pressIn(rowOf('Harbour Market', 'harbour'), 'Replace its box');
    await sees('the one that is there sells no more');
    await page.getByRole('button', { name: 'Make the code' }).click();
    await sees('Line for the box of Harbour Market');
    const [line] = /^\S+@https:\/\/\S+#[0-9a-f]{64}$/.exec(await page.locator('pre').innerText()) ?? [];
    const [code] = line?.split('@') ?? [];
    expect(await new EnrolmentCodes(headquarters.database, headquarters.clock).preview({ code: code ?? '', serial: null })).toMatchObject({
      isReplacement: true,
    });
    await page.getByRole('button', { name: 'Done' }).click();
  }, 60_000);

  it('shows a file that is held, and has it taken when somebody says so', async () => {
    const { mappings, inbox } = openDoorFolders(foldersOf(headquarters.settings).files);
    writeFileSync(join(mappings, 'prices.json'), JSON.stringify(PRICES));
    writeFileSync(join(inbox, 'prices-901-1.csv'), priceFile(100));
    await goTo('Files');
    await rowOf('prices-901-1.csv').getByText('Taken', { exact: true }).waitFor();
    writeFileSync(join(inbox, 'prices-901-2.csv'), priceFile(79));
    await pressIn(rowOf('prices-901-2.csv', '79 price rows where there were 100'), 'Take it');
    await sees('It replaces what its series brought before');
    await page.getByRole('button', { name: 'Take it', exact: true }).first().click();
    await rowOf('prices-901-2.csv').getByText('Taken', { exact: true }).waitFor();
  }, 60_000);

  it('brings a release to stores, says where it failed, goes on when told to, and takes it back', async () => {
    const boxes = await enrolFleet(
      headquarters,
      Array.from({ length: 12 }, (_, at) => ({ platform: at < 2 ? 'linux-arm64' : 'linux-x64' })),
    );
    await beatAll(boxes);
    for (const box of boxes) if (box.traits['platform'] === 'linux-arm64') box.fate = 'undone';
    await goTo('Releases');
    await page.getByRole('button', { name: 'Roll out a release' }).click();
    await page.getByLabel('Release', { exact: false }).first().fill('4.2.0');
    await page.getByLabel('Not before').fill('');
    await page.getByRole('button', { name: 'Roll it out' }).click();
    await sees('Ring 1 of 4: 0 of 12 stores run it, 1 at it.');
    await letPass(boxes);
    await sees('1 of the 2 stores that ended did not take it. 11 stores stay as before.');
    await sees('It worked worse than the release before.');
    expect(await faultsOf(page, 'headquarters-releases')).toEqual([]);
    await page.getByRole('button', { name: 'Go on' }).click();
    for (const box of boxes) box.fate = 'good';
    await page.getByRole('button', { name: 'Go on' }).first().click();
    await rowOf('Gone on', 'by the administrator').waitFor();
    await letPass(boxes);
    await page.getByRole('link', { name: 'Look' }).first().click();
    await sees('11 of 12 stores run it.');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('button', { name: 'Take it back' }).first().click();
    await rowOf('4.2.0, back', 'Under way').waitFor();
    await letPass(boxes);
    await rowOf('4.2.0, back', 'All are back').waitFor();
    expect(boxes.filter(({ version }) => version === '4.2.0')).toEqual([]);
  }, 120_000);

  it('is over with the session', async () => {
    await page.getByRole('button', { name: 'Log off' }).click();
    await page.locator('input[type=password]').waitFor();
    expect(await page.evaluate(`fetch('/api/v1/scheduler/sessions').then(({ status }) => status)`)).toBe(401);
  }, 60_000);

  it('needs nothing on its pages that their policy forbids', () => {
    expect(complaints).toEqual([]);
  });
});
