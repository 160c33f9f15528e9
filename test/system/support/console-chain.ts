import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Children } from '../../../tools/demo/children.mjs';
import { Headquarters } from '../../../tools/demo/headquarters.mjs';
import { ScaleUnit } from '../../../tools/demo/scale-unit.mjs';
import { environmentOf } from '../../../tools/demo/settings.mjs';
import { startAll } from '../../../tools/demo/start-all.mjs';
import { freePorts } from '../../../tools/simulate/src/store/ports';
import { Authenticator } from './authenticator';

const PORT_NAMES = [
  'HEADQUARTERS_PORT',
  'UNIT_PORT',
  'UNIT_LAN_PORT',
  'UNIT_MANAGEMENT_PORT',
  'CONSOLE_PORT',
  'CONSOLE_LAN_PORT',
  'TERMINAL_PORT',
];
export const ADMIN = 'Ada Admin';
export const PASSWORD = 'four quiet river stones';

/** Headquarters with the demonstration's chain and a new box, as real processes: what store IT has in front of them on the first day. */
export class ConsoleChain {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'console-'));
  ports: Record<string, number> = {};
  firstRunCode = '';
  enrolmentLine = '';
  authenticator!: Authenticator;
  private children: Children | undefined;

  /** With settings beyond those of the demonstration. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<this> {
    const free = await freePorts(PORT_NAMES.length);
    this.ports = Object.fromEntries(PORT_NAMES.map((name, index) => [name, free[index]!]));
    const settings = { dataDir: this.dataDir, ports: this.ports };
    const environment = { ...(environmentOf(settings) as Record<string, string>), ...more };
    const headquarters = new Headquarters(environment);
    const chain = await headquarters.makeChain();
    this.children = new Children(this.dataDir, environment);
    ({ firstRunCode: this.firstRunCode } = (await startAll(this.children, settings, new ScaleUnit(settings))) as { firstRunCode: string });
    this.enrolmentLine = (await headquarters.enrolmentLine(chain.channelDatabaseId)).line;
    return this;
  }

  async stop(): Promise<void> {
    await this.children?.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get address(): string {
    return `http://127.0.0.1:${this.ports['CONSOLE_PORT']}/`;
  }

  /** The process id of the scale unit, as the launcher knows it. */
  unitProcess = (): number => this.processOf('scale-unit');

  /** Resident memory of a process of the appliance in MiB. */
  memoryOf(name: string): number {
    const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.processOf(name)}/status`, 'utf8'))!;
    return Number(kib) / 1024;
  }

  private processOf(wanted: string): number {
    const status = JSON.parse(readFileSync(join(this.dataDir, 'launcher', 'status.json'), 'utf8')) as {
      processes: { name: string; pid: number }[];
    };
    return status.processes.find(({ name }) => name === wanted)!.pid;
  }
}

/** What a person does on a page. */
export class Hands {
  constructor(private readonly page: Page) {}

  sees = (text: string) => this.page.getByText(text).first().waitFor({ timeout: 30_000 });
  press = (name: string) => this.page.getByRole('button', { name, exact: true }).first().click();
  goTo = (name: string) => this.page.getByRole('link', { name, exact: true }).click();
  type = (label: string, text: string) => this.page.getByLabel(label, { exact: true }).fill(text);

  /** The first admin: name and password, with the code from the log. */
  async becomeAdmin({ address, firstRunCode }: ConsoleChain): Promise<void> {
    await this.page.goto(address);
    await this.type('First-run code', firstRunCode);
    await this.type('Your name', ADMIN);
    await this.type('Password', PASSWORD);
    await this.press('Go on');
  }

  async enrolAuthenticator(): Promise<Authenticator> {
    const authenticator = new Authenticator((await this.page.locator('[data-secret]').textContent())!);
    await this.type('Code of the authenticator', await authenticator.code());
    return authenticator;
  }

  async logOn(name: string, password: string): Promise<void> {
    await this.type('Name', name);
    await this.type('Password', password);
    await this.press('Log on');
  }
}
