import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, describeInBrowser, openBrowser, whyNot } from './support/browser';
import { ADMIN, ConsoleChain, Hands, PASSWORD } from './support/console-chain';

/** The whole way of store IT, in a real browser against real processes. */
describeInBrowser(`the console in a browser${whyNot}`, () => {
  const chain = new ConsoleChain();
  let browser: Browser;
  let page: Page;
  let hands: Hands;
  let complaints: string[];

  const unitProcess = () => chain.unitProcess();
  const sees = (text: string) => hands.sees(text);
  const press = (name: string) => hands.press(name);
  const goTo = (name: string) => hands.goTo(name);

  beforeAll(async () => {
    await chain.start();
    browser = await openBrowser();
    page = await browser.newPage();
    hands = new Hands(page);
    complaints = complaintsOf(page);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await chain.stop();
  }, 60_000);

  it('gets its first admin with the code from the log, an authenticator and an envelope', async () => {
    await hands.becomeAdmin(chain);
    chain.authenticator = await hands.enrolAuthenticator();
    await press('Show the code');
    await page.getByText(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/).waitFor();
    await press('It is put away');
    // box.new
    await sees('This box does not belong to a store yet.');
  }, 60_000);

  it('shows the store, becomes it, and is ready to sell when its data has come', async () => {
    await press('Enter the code');
    await page.getByLabel('Code from headquarters').fill(chain.enrolmentLine);
    await press('Show the store');
    await sees('Harbour Market Dublin');
    await press('Yes, this is the store');
    await sees('READY TO SELL');
    await sees('Nothing waits for headquarters');
  }, 90_000);

  it('sells when a register was set up with a code from its page', async () => {
    await goTo('Registers');
    await press('Make a code');
    const code = await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent();
    const answer = await fetch(`http://127.0.0.1:${chain.ports['UNIT_PORT']}/api/v1/devices/activate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ activationCode: code, deviceName: 'Till 1' }),
    });
    expect(answer.status).toBe(201);
    await goTo('Overview');
    await page.getByText('SELLING', { exact: true }).waitFor({ timeout: 30_000 });
    await sees('1 of 6 registers');
  }, 60_000);

  it('copies the store, proves the copy by bringing it back, and shows what opens it', async () => {
    await goTo('Backups');
    await sees('No copy yet.');
    await press('Copy now');
    await sees('encrypted and read back');
    await press('Check the newest copy');
    await sees('equal to the store');
    await press('Show the code');
    await page.getByText(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/).waitFor();
    await goTo('Overview');
    await sees('SELLING');
  }, 90_000);

  it('says that the scale unit hangs, and that it is back after it was killed', async () => {
    const hung = unitProcess();
    process.kill(hung, 'SIGSTOP');
    await sees('NOT SELLING');
    await sees('The scale unit has not answered since');
    await sees('What was known at');
    process.kill(hung, 'SIGKILL');
    await page.getByText('SELLING', { exact: true }).waitFor({ timeout: 30_000 });
    expect(unitProcess()).not.toBe(hung);
  }, 90_000);

  it('restarts the scale unit after it said what that costs', async () => {
    const before = unitProcess();
    await goTo('Technician');
    await sees('Headquarters has every sale.');
    await sees('Prices and discounts');
    await press('Restart the scale unit');
    await sees('This takes about 6 s.');
    await press('Restart now');
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached', timeout: 30_000 });
    await goTo('Overview');
    await page.getByText('SELLING', { exact: true }).waitFor({ timeout: 30_000 });
    expect(unitProcess()).not.toBe(before);
  }, 90_000);

  it('says that the database is what fails, and sells again when it is whole', async () => {
    const file = (name: string) => join(chain.dataDir, 'scale-unit', name);
    const parts = readdirSync(join(chain.dataDir, 'scale-unit')).filter((name) => name.startsWith('store.db'));
    const hung = unitProcess();
    process.kill(hung, 'SIGSTOP');
    for (const name of parts) renameSync(file(name), file(`whole-${name}`));
    writeFileSync(file('store.db'), 'not a database at all, and long enough to be looked at'.repeat(100));
    process.kill(hung, 'SIGKILL');
    // database.broken
    await sees('The scale unit cannot use its database.');
    rmSync(file('store.db'));
    for (const name of parts) renameSync(file(`whole-${name}`), file(name));
    await press('Restart the scale unit');
    await press('Restart now');
    await page.getByText('SELLING', { exact: true }).waitFor({ timeout: 30_000 });
  }, 90_000);

  it('asks for password and code again when the session is over', async () => {
    await press('Log off');
    await hands.logOn(ADMIN, PASSWORD);
    await hands.type('Code of the authenticator', await chain.authenticator.code());
    await sees('SELLING');
  }, 60_000);

  it('needs nothing on its pages that their policy forbids', () => {
    expect(complaints).toEqual([]);
  });
});
