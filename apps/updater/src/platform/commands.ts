import { DomainError } from '@app/kernel';
import { requirePlatform, type UpdateFolder } from '@app/updates';
import type { Command } from 'commander';
import type { UpdaterSettings } from '../config';
import { SaleRehearsal } from './sale-rehearsal';
import { Swap } from './swap';

/** What the exit code tells the platform; 0: go on, 1: it could not be found out. */
const EXIT = { swapBack: 10, notNow: 75 } as const;

interface CommandParts {
  readonly settings: UpdaterSettings;
  readonly files: UpdateFolder;
  readonly say: (line: string) => void;
  readonly moment: (text: string) => number;
}

/** The steps of an update as commands, for the platform that swaps the image of this box: docs/updates.md, "Where the platform swaps the image". */
export function addPlatformCommands(program: Command, { settings, files, say, moment }: CommandParts): void {
  const platform = (): Swap => (requirePlatform(settings.mode), new Swap({ settings, files }));
  const end = (code: number, line: string): void => (say(line), void (process.exitCode = code));

  program
    .command('gate')
    .description('Platform: waits for a moment at which the box may be stopped. Exit code 0: now; 75: not now.')
    .option('--within <seconds>', 'waits no longer than that', Number, 60)
    .option('--deadline <moment>', 'waits for no notice to registers from then on', moment)
    .action(async ({ within, deadline }: { within: number; deadline?: number }) => {
      const whyNot = await platform().gate({ withinMs: within * 1_000, deadlineAt: deadline ?? null });
      if (whyNot.length > 0) end(EXIT.notNow, JSON.stringify(whyNot));
      else say('the box may be stopped now');
    });

  program
    .command('prove')
    .description('Platform: watches the image that runs since the swap. Exit code 0: it stays; 10: swap back.')
    .option('--baseline', 'before the swap: notes how the box is')
    .action(async ({ baseline }: { baseline?: boolean }) => {
      if (baseline) return say(`noted how ${await platform().noteBaseline()} does`);
      const reason = await platform().prove();
      if (reason) end(EXIT.swapBack, `${reason.code}: ${reason.detail}`);
      else say('it does as well as the image before');
    });

  program
    .command('rehearse')
    .description('Platform: a synthetic sale on a copy of the store. Exit code 0: it is the one of the release before; 10: it is not.')
    .option('--record', 'before the swap: leaves what the release of this image sells')
    .option('--with <folder>', 'the release before, where it is there too')
    .action(async ({ record, with: other }: { record?: boolean; with?: string }) => {
      requirePlatform(settings.mode);
      const rehearsal = new SaleRehearsal({ settings, files });
      if (record) return rehearsal.record();
      try {
        const before = other === undefined ? await rehearsal.compare() : (await rehearsal.compareWith(other), other);
        say(`sells, refunds and prints to the cent as ${before}`);
      } catch (error) {
        const isRefused = error instanceof DomainError && (error.code === 'rehearsal.differs' || error.code === 'rehearsal.failed');
        if (!isRefused) throw error;
        end(EXIT.swapBack, `${error.code}: ${error.message}`);
      }
    });
}

/** A platform undoes by its own means: it is told to, and which version has to run. */
export function tellToSwapBack({ settings, files, say }: CommandParts): void {
  say(`swap back to the image of ${new Swap({ settings, files }).undo()}`);
  process.exitCode = EXIT.swapBack;
}
