import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beginUpdate } from '@app/appliance';
import { newId } from '@app/kernel';
import { UpdateFolder, updateOrder } from '@app/updates';
import type { Browser, Page } from 'playwright-core';
import { aManifest, ServedRepository } from '../../tools/release/src/a-repository';
import { complaintsOf, describeInBrowser, openBrowser, whyNot } from './support/browser';
import { ADMIN, ConsoleChain, Hands, PASSWORD } from './support/console-chain';
import { faultsOf } from './support/page-quality';

const WEB = join(__dirname, '../../dist/apps/console/web');
const HELPER = 'Hanna Helper';
const DAY_MS = 86_400_000;
const FIRST_ROUTE_BYTES = 200 * 1024;
const SAFE_FIXUPS = [
  ['Send now', 'Send now'],
  ['Try again', 'Try again'],
  ['Renew the certificate', 'Renew now'],
] as const;

/** An update that is held, as the process that carries it out writes it down; the next one goes on with it. */
function waitAtTheGate(dataDir: string): void {
  const files = new UpdateFolder(join(dataDir, 'updates'));
  const order = updateOrder.parse({ orderId: newId(), version: '0.9.0', orderedBy: ADMIN });
  files.placeOrder(order);
  files.saveFact('order', order);
  files.save({ ...beginUpdate({ updateId: order.orderId, from: '0.1.0', to: order.version }, Date.now()), state: 'waiting' });
  files.tell({
    state: 'waiting',
    text: '',
    whyNot: [
      { code: 'payment-open', count: 1 },
      { code: 'drawer-counted', registerNames: ['Register 2'] },
    ],
  });
}

/** Every page as people meet it, while the scale unit is killed under it. */
describeInBrowser(`every page of the console${whyNot}`, () => {
  const chain = new ConsoleChain();
  const assets = new Set<string>();
  /** What the box may install, from a publisher whose clock can be wrong. */
  const published = { aheadMs: 0 } as { aheadMs: number; served: ServedRepository };
  let browser: Browser;
  let page: Page;
  let hands: Hands;
  let complaints: string[];
  let helperPassword: string;
  /** Each page is looked at in light and dark, narrow and wide. */
  const look = async (name: string) => expect(await faultsOf(page, name)).toEqual([]);

  beforeAll(async () => {
    published.served = await ServedRepository.open(() => Date.now() + published.aheadMs);
    published.served.release(aManifest('0.9.0', { platform: `${process.platform}-${process.arch}` }));
    await chain.start({ UPDATER_URL: published.served.url, UPDATER_TRUSTED_ROOT: published.served.repository.path('root', 1) });
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('response', (response) => assets.add(new URL(response.url()).pathname));
    hands = new Hands(page);
    complaints = complaintsOf(page);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await chain.stop();
    await published.served?.close();
  }, 60_000);

  it('of the first run: the admin, the authenticator, the envelope and the store', async () => {
    await page.goto(chain.address);
    await hands.sees('A new box');
    await look('first-run');
    await hands.becomeAdmin(chain);
    await page.locator('[data-secret]').waitFor();
    await look('second-factor-enrolment');
    chain.authenticator = await hands.enrolAuthenticator();
    await hands.press('Show the code');
    await hands.sees('It is shown this once.');
    await look('emergency-code');
    await hands.press('It is put away');
    await hands.press('Enter the code');
    await hands.type('Code from headquarters', chain.enrolmentLine);
    await hands.press('Show the store');
    await hands.sees('Is this the store?');
    await look('enrol');
    await hands.press('Yes, this is the store');
    await hands.sees('READY TO SELL');
  }, 120_000);

  it('loads no more than 200 KB for the first of them', () => {
    const loaded = [...assets].filter((path) => /\.(js|css)$/.test(path));
    expect(loaded.length).toBeGreaterThan(1);
    const bytes = loaded.map((path) => gzipSync(readFileSync(join(WEB, path)), { level: 9 }).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(FIRST_ROUTE_BYTES);
  });

  it('that an admin sees', async () => {
    await hands.goTo('Registers');
    await hands.press('Make a code');
    await page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).waitFor();
    await look('registers');
    await hands.goTo('Settings');
    await hands.sees('https://');
    await look('settings');
    await hands.goTo('What works');
    await hands.sees('Registers can do everything.');
    await look('works');
    await hands.goTo('Diagnostics');
    await hands.sees('the scale unit is ready');
    await hands.press('Collect');
    await page.getByRole('button', { name: 'Look at about.json' }).click();
    await hands.sees('UNIT_LOG_LEVEL');
    await look('diagnostics');
    await hands.goTo('Users');
    await hands.press('Add somebody');
    await look('add-user');
    await page.getByLabel('Name', { exact: true }).fill(HELPER);
    await hands.press('Add');
    helperPassword = (await page.getByText(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/).textContent())!;
    await hands.press('Done');
    await page.getByRole('button', { name: `Change ${HELPER}` }).click();
    await look('users');
    await hands.press('Cancel');
    await hands.goTo(ADMIN);
    await look('account');
    await hands.press('Log off');
    await hands.sees('Use the emergency code');
    await look('log-on');
    await hands.logOn(ADMIN, PASSWORD);
    await hands.sees('One more step');
    await look('second-factor');
    await hands.type('Code of the authenticator', await chain.authenticator.code());
    await hands.sees('READY TO SELL');
  }, 120_000);

  it('of updates: what is offered, a list that has ended, a release that was not let in, and why not now', async () => {
    await hands.goTo('Updates');
    await hands.sees('Nothing is ordered.');
    const release = page.getByLabel('Version', { exact: true });
    await release.selectOption('0.9.0');
    await look('updates');
    await release.selectOption('other');
    await hands.type('Which one', '0.8.0');
    await hands.press('Install');
    await hands.sees('It is not signed by who makes releases for this store');
    published.aheadMs = -40 * DAY_MS;
    published.served.sign({});
    await hands.press('Look for releases');
    await hands.sees('Ask who publishes releases to renew it.');
    await look('updates-expired');
    await hands.goTo('Overview');
    await hands.sees('Nothing is installed until it is renewed.');
    await hands.goTo('Updates');
    waitAtTheGate(chain.dataDir);
    await hands.sees('The drawer is being counted at Register 2.');
    await look('updates-waiting');
    await hands.press('Cancel the update');
    await hands.sees('Cancelled by Ada Admin');
  }, 60_000);

  it('that a helper sees, who presses everything that is safe while the scale unit is killed', async () => {
    await hands.press('Log off');
    await hands.logOn(HELPER, helperPassword);
    await hands.type('Password you were given', helperPassword);
    await hands.type('New password', PASSWORD);
    await look('new-password');
    await hands.press('Set the password');
    await hands.sees('READY TO SELL');
    expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await hands.goTo('Backups');
    await hands.press('Copy now');
    await hands.sees('encrypted and read back');

    const killed = chain.unitProcess();
    await hands.goTo('Overview');
    await whileKilled(() => hands.sees('NOT SELLING'));
    await look('overview-unit-down');
    await hands.sees('READY TO SELL');
    expect(chain.unitProcess()).not.toBe(killed);
    await look('overview');

    await hands.goTo('Backups');
    await hands.press('Check the newest copy');
    await hands.sees('equal to the store');
    await look('backups');
    await hands.goTo('Technician');
    for (const [label, order] of SAFE_FIXUPS) {
      await hands.press(label);
      await hands.sees('This stops nothing.');
      await hands.press(order);
      await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    }
    await hands.press('Restart the scale unit');
    await hands.sees('An admin can do this.');
    await hands.press('Cancel');
    await look('technician');
  }, 120_000);

  /** A unit that is killed once is back before a page that asks every two seconds has seen it. */
  async function whileKilled(work: () => Promise<void>): Promise<void> {
    const killing = setInterval(() => {
      try {
        const pid: number | null = chain.unitProcess();
        if (pid) process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended already, or has not begun again.
      }
    }, 250);
    await work().finally(() => clearInterval(killing));
  }

  it('come from a process that stays below 120 MiB, also after passwords were checked', () => {
    expect(chain.memoryOf('console')).toBeLessThan(120);
  });

  it('need nothing that their policy forbids', () => {
    expect(complaints).toEqual([]);
  });
});
