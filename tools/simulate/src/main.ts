import { Command, InvalidArgumentError } from 'commander';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOneRegister } from './one-register';
import { openOwnStore } from './own-store';
import { run } from './run';
import { openRunningStore } from './running-store';
import { groceryFile, type GroceryFile } from './store/grocery';

interface Options {
  readonly registers: number;
  readonly sales: number;
  readonly rate?: number;
  readonly seed: number;
  readonly chaos: boolean;
  readonly headquartersAway: boolean;
  readonly products: number;
  readonly folder?: string;
  readonly grocery?: GroceryFile;
  readonly url?: string;
  readonly management: string;
  readonly headquarters: string;
  readonly dataDir: string;
  readonly headquartersDataDir?: string;
  readonly channel?: string;
  readonly staff: string;
  readonly pin: string;
  readonly cards: boolean;
}

const program = new Command('simulate').description('Registers that sell, and the book they keep.');

program
  .command('run', { isDefault: true })
  .description(
    'Registers that sell through the public API and keep their own book. At the end, what was acknowledged, what stands on the\n' +
      'appliance and what stands at headquarters are compared; any difference ends with 1. Without --url a store of its own is started.',
  )
  .option('--registers <count>', 'registers that sell at once', whole, 4)
  .option('--sales <count>', 'customers of all registers together', whole, 200)
  .option('--rate <per second>', 'customers a second; as fast as they can be served when left out', whole)
  .option('--seed <number>', 'the same seed brings the same customers', whole, Date.now() % 1_000_000)
  .option('--chaos', 'cut the line, kill the unit, upset the card terminal', false)
  .option('--headquarters-away', 'headquarters is away while the middle half of the customers is served', false)
  .option('--products <count>', 'goods of the own store', whole, 2_000)
  .option(
    '--grocery <file>',
    'sell from the largest branch of this price file instead, with the promotions of the day that lie beside it',
    groceryFile,
  )
  .option('--folder <path>', 'where the ledger and the logs are kept; the same folder again means the same registers')
  .option('--url <address>', 'commerce API of a running store on this machine, such as http://127.0.0.1:7380')
  .option('--management <address>', 'its management API', 'http://127.0.0.1:7381')
  .option('--headquarters <address>', 'its headquarters', 'https://localhost:7300')
  .option('--data-dir <path>', 'its DATA_DIR, for the credentials that lie in it', '.data')
  .option('--headquarters-data-dir <path>', 'DATA_DIR of headquarters when it is another')
  .option('--channel <id>', 'the store to sell in; the first of the box when left out')
  .option('--staff <id>', 'who logs on at every register', '1001')
  .option('--pin <digits>', 'their PIN', '1111')
  .option('--no-cards', 'no card payments, where no terminal answers')
  .action(async (options: Options) => {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'simulate-'));
    const { url, grocery, registers: registerCount, products: productCount } = options;
    const world = url
      ? await openRunningStore({ ...options, url })
      : await openOwnStore({ folder, registerCount, productCount, ...(grocery && { grocery }) });
    try {
      const agree = await run(world, {
        sales: options.sales,
        perSecond: options.rate,
        seed: options.seed,
        isChaos: options.chaos,
        isHeadquartersAway: options.headquartersAway,
        folder,
        print: (line) => console.log(line),
      });
      if (!agree) console.log(`ledger and logs: ${folder}`);
      process.exitCode = agree ? 0 : 1;
    } finally {
      await world.close();
    }
  });

program
  .command('register')
  .description('One register in a process of its own, for tests that kill it; it pays by card.')
  .requiredOption('--url <address>', 'the commerce API')
  .requiredOption('--register <id>')
  .requiredOption('--staff <id>')
  .requiredOption('--pin <digits>')
  .requiredOption('--code <activation code>')
  .requiredOption('--folder <path>', 'its memory')
  .requiredOption('--customers <count>', 'how many its book shall show at the end', whole)
  .requiredOption('--products <count>', 'goods of the made-up chain', whole)
  .action(runOneRegister);

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number, please');
  return Number(text);
}

program.parseAsync().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
