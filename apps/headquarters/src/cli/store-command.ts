import { randomInt } from 'node:crypto';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { createStore } from '../doors/new-store';
import { count } from './arguments';
import type { Terminal, WithHeadquarters } from './terminal';

interface Options {
  readonly company: string;
  readonly companyName?: string;
  readonly name: string;
  readonly address: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly tax: readonly (readonly [string, string])[];
  readonly cashStep: string;
  readonly registers: number;
  readonly manager: string;
  readonly managerName: string;
  readonly discountControl?: (typeof DISCOUNT_CONTROLS)[number];
}

const DISCOUNT_CONTROLS = ['compound-within', 'compound-across'] as const;

/** First day of the tax rates of a new company. */
const VALID_FROM = '2000-01-01';

export function addStoreCommand(program: Command, { say }: Terminal, withHeadquarters: WithHeadquarters): void {
  program
    .command('store')
    .description('Stores.')
    .command('create <channel>')
    .description('Set up a store with everything but what it sells: company, taxes, registers, tenders, a manager.')
    .requiredOption('--company <id>', 'legal entity; made with its first store')
    .requiredOption('--name <text>', 'name of the store')
    .requiredOption('--currency <code>', 'such as EUR', currencyCode)
    .requiredOption('--time-zone <name>', 'such as Europe/Berlin', timeZone)
    .requiredOption('--tax <id=rate...>', 'tax groups of products and their rates, such as standard=0.19 reduced=0.07', tax)
    .option('--company-name <text>', 'name of the company; its id when left out')
    .option('--address <text>', 'address on receipts', '')
    .option('--locale <tag>', 'language of receipts', 'en')
    .option('--cash-step <amount>', 'smallest coin, such as 0.05; 0 when every cent can be paid', '0')
    .option('--registers <count>', 'number of registers', count, 1)
    .option('--manager <staff number>', 'who may do everything', '1001')
    .addOption(
      new Option('--discount-control <model>', 'how offers compete, within or across pricing priorities').choices(DISCOUNT_CONTROLS),
    )
    .option('--manager-name <text>', 'their name', 'Store manager')
    .action((channelId: string, options: Options) =>
      withHeadquarters(async ({ database, peppers }) => {
        const pin = String(randomInt(1_000_000)).padStart(6, '0');
        await createStore(database, peppers, newStore(channelId, pin, options));
        say(`store ${channelId}: ${options.name}, channel database ${channelId}, ${options.registers} registers`);
        say(`worker ${options.manager}: ${options.managerName}, PIN ${pin}`);
      }),
    );
}

function newStore(channelId: string, pin: string, options: Options) {
  const { company: legalEntityId, companyName: name = legalEntityId, currency, locale } = options;
  const { name: storeName, address, timeZone, registers: registerCount, cashStep, discountControl } = options;
  return {
    company: { legalEntityId, name, registrationNumber: '', currency, taxes: Object.fromEntries(options.tax), validFrom: VALID_FROM },
    store: {
      channelId,
      legalEntityId,
      name: storeName,
      address,
      currency,
      timeZone,
      locale,
      language: locale,
      registerCount,
      cashStep,
      discountControl,
    },
    manager: { workerId: options.manager, name: options.managerName, pin },
  };
}

function tax(text: string, before: readonly (readonly [string, string])[] = []): (readonly [string, string])[] {
  const [, id = '', rate = ''] = /^([^=\s]{1,40})=(0(?:\.\d{1,6})?|1)$/.exec(text) ?? [];
  if (id === '') throw new InvalidArgumentError('not a tax group with its rate, such as standard=0.19');
  return [...before, [id, rate]];
}

function currencyCode(text: string): string {
  if (!/^[A-Z]{3}$/.test(text)) throw new InvalidArgumentError('not a currency code such as EUR');
  return text;
}

function timeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('not a time zone such as Europe/Berlin');
  }
}
