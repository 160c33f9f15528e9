import { Option, type Command } from 'commander';
import { generateStore } from '../doors/generated/generated-store';
import { setUpDemoChain } from '../doors/generated/demo-chain';
import { GroceryImport } from '../doors/grocery/import-grocery';
import { PromotionsImport } from '../doors/grocery/promotions/import-promotions';
import { WRONG_CHECK_DIGITS, type WrongCheckDigits } from '../doors/imported-code';
import { importRuns, refusalsOf } from '../doors/import-log';
import type { Terminal, WithHeadquarters } from './terminal';
import { count, day } from './arguments';

export function addDataCommands(program: Command, { say, progress }: Terminal, withHeadquarters: WithHeadquarters): void {
  program
    .command('demo')
    .description('Set up a small chain to try things with: two stores, three registers each, six workers, about 500 products.')
    .action(() =>
      withHeadquarters(async ({ database, peppers }) => {
        const { channelDatabaseId, productCount, stores, workers } = await setUpDemoChain(database, peppers);
        say(`channel database ${channelDatabaseId}: ${productCount} products`);
        for (const { channelId, name } of stores) say(`store ${channelId}: ${name}`);
        for (const { workerId, name, pin } of workers) say(`worker ${workerId}: ${name}, PIN ${pin}`);
      }),
    );

  program
    .command('generate')
    .description('Make a store of any size, for measuring.')
    .option('--products <count>', 'number of products', count, 75_000)
    .option('--registers <count>', 'number of registers', count, 4)
    .option('--id <id>', 'name of company, channel and channel database', '900')
    .action(({ products, registers, id }: { products: number; registers: number; id: string }) =>
      withHeadquarters(async ({ database, peppers }) => {
        const onProgress = (done: number) => progress(`${done} of ${products} products`);
        await generateStore(database, peppers, { id, productCount: products, registerCount: registers, onProgress });
        say(`channel database ${id}: ${products} products`);
      }),
    );

  const imports = program.command('import').description('Take over data from files.');
  imports
    .command('grocery <file>')
    .description('Supermarket price file of the Israeli price transparency law (CSV, also .gz).')
    .option('--as-of <day>', 'day the prices are of; otherwise read from the file name (YYYY-MM-DD)', day)
    .addOption(
      new Option('--wrong-check-digits <choice>', 'codes that look like a GTIN and are none')
        .choices(WRONG_CHECK_DIGITS)
        .default('refuse' satisfies WrongCheckDigits),
    )
    .option('--of-chains <numbers...>', 'chains of the file that this is said for; all of them otherwise')
    .action((file: string, { asOf, ...choice }: { asOf?: string; wrongCheckDigits: WrongCheckDigits; ofChains?: string[] }) =>
      withHeadquarters(async ({ database, peppers }) => {
        const onProgress = (done: number) => progress(`${done} rows`);
        const summary = await new GroceryImport(database, peppers, { file, day: asOf, ...choice, onProgress }).run();
        say(`stored ${summary.storedCount}, listed ${summary.refusedCount}, ended ${summary.endedCount}`);
        if (summary.refusedCount > 0) say(`why rows were not taken: hq import refusals ${summary.importId}`);
      }),
    );
  imports
    .command('promotions <file>')
    .description('Promotions of stores whose prices were imported before, as the same law has chains publish them (CSV, also .gz).')
    .option('--as-of <day>', 'day the file is of; otherwise read from its name (YYYY-MM-DD)', day)
    .action((file: string, { asOf }: { asOf?: string }) =>
      withHeadquarters(async ({ database, peppers }) => {
        const onProgress = (done: number) => progress(`${done} promotions`);
        const summary = await new PromotionsImport(database, peppers, { file, day: asOf, onProgress }).run();
        say(`made offers of ${summary.storedCount} promotions, listed ${summary.refusedCount}, ended ${summary.endedCount}`);
        say(`what was not taken, and why: hq import refusals ${summary.importId}`);
      }),
    );
  imports
    .command('list')
    .description('Imports so far, newest first.')
    .action(() =>
      withHeadquarters(async ({ database }) => {
        for (const run of await importRuns(database.reader)) {
          say(`${run.importId} ${run.source} of ${run.asOf}: stored ${run.storedCount}, listed ${run.refusedCount}`);
        }
      }),
    );
  imports
    .command('refusals [import]')
    .description('Rows that were not taken, with the reason; of the newest import when none is named.')
    .action((importId: string | undefined) =>
      withHeadquarters(async ({ database }) => {
        const id = importId ?? (await importRuns(database.reader))[0]?.importId;
        if (!id) return say('nothing was imported yet');
        for (const { lineNumber, channelId, barcode, name, price, reason } of await refusalsOf(database.reader, id, {
          limit: 100_000,
          after: 0,
        })) {
          say([lineNumber, reason, channelId, barcode, price, name].join('\t'));
        }
      }),
    );
}
