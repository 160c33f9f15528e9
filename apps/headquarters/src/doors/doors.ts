import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OnModuleDestroy } from '@nestjs/common';
import { createLogger, IntervalRunner } from '@app/platform';
import { foldersOf } from '../config';
import type { Headquarters } from '../headquarters';
import { openDoorFolders } from './door-folders';
import { Webhook } from './feed/webhook';
import { Inbox } from './inbox/inbox';
import { SalesFiles } from './sales-files/sales-files';

const LOOK_EVERY_MS = 1_000;
const WRITE_EVERY_MS = 30_000;
const POST_EVERY_MS = 500;

export function salesFilesOf({ settings, database, clock }: Headquarters): SalesFiles {
  const { outbox } = openDoorFolders(foldersOf(settings).files);
  return new SalesFiles(database, clock, { outbox, quietMs: settings.quietMinutes * 60_000 });
}

/** The doors for ERPs: the inbox is watched, past days are written, the webhook is served. */
export class ErpDoors implements OnModuleDestroy {
  private readonly jobs: IntervalRunner;
  private webhook: Webhook | undefined;

  constructor(
    private readonly headquarters: Headquarters,
    private readonly salesFiles: SalesFiles,
  ) {
    this.jobs = new IntervalRunner(createLogger({ name: 'doors', level: headquarters.settings.logLevel }));
  }

  async open(): Promise<void> {
    const { settings, database, clock } = this.headquarters;
    const folders = openDoorFolders(foldersOf(settings).files);
    forgetParts(folders.outbox);
    const limits = { leastRowsShare: settings.leastRowsShare, mostPricesShare: settings.mostPricesShare };
    const inbox = new Inbox(database, clock, { folders, settleMs: settings.settleSeconds * 1_000, limits });
    await this.add('inbox', LOOK_EVERY_MS, (signal) => inbox.look(signal));
    await this.add('sales-files', WRITE_EVERY_MS, (signal) => this.salesFiles.writeDue(signal));
    const { webhookUrl: url, webhookSecret: secret } = settings;
    if (url === undefined || secret === undefined) return;
    const webhook = new Webhook(database, clock, { url, secret });
    this.webhook = webhook;
    await this.add('webhook', POST_EVERY_MS, (signal) => webhook.deliver(signal));
  }

  async onModuleDestroy(): Promise<void> {
    await this.jobs.stop();
    await this.webhook?.close();
  }

  private add(name: string, everyMs: number, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.jobs.add({ name, everyMs, runsAtStart: true, run });
  }
}

/** Files that a process did not finish before it ended. */
function forgetParts(outbox: string): void {
  for (const name of readdirSync(outbox)) if (name.startsWith('.') && name.endsWith('.part')) rmSync(join(outbox, name), { force: true });
}
