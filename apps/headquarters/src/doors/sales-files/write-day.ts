import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Reader } from '@app/database';
import { ControlTotals, controlFile } from './control';
import { CSV_TABLES } from './csv-tables';
import { exportedSale } from './exported-sale';
import { FileSink, syncFolder, type WrittenFile } from './file-sink';
import { POSLOG_BEGIN, POSLOG_END, posLogTransaction } from './poslog';
import { salesOfDay, type SalesDay, type StoredSale } from './sales-days';

/** Sales that are in memory at once. */
const PAGE = 200;

/** Channel ids may hold what a file name may not. */
const safeName = (channelId: string): string => encodeURIComponent(channelId).replaceAll('*', '%2A');

export function dayName({ channelId, businessDate, revision }: Pick<SalesDay, 'channelId' | 'businessDate' | 'revision'>): string {
  return `sales-${safeName(channelId)}-${businessDate}-r${revision}`;
}

/**
 * Writes everything a day has: records as they came, CSV tables, POSLog; then the control file, and the marker last. Who waits
 * for the marker never sees a part. Written again, a revision gives the same bytes.
 */
export async function writeDay(reader: Reader, outbox: string, day: SalesDay): Promise<WrittenFile[]> {
  const name = dayName(day);
  const control = new ControlTotals();
  const files = await writeSales(reader, outbox, day, control);
  await writeFile(outbox, `${name}.control.json`, controlFile(day, control, files));
  await syncFolder(outbox);
  await writeFile(outbox, `${name}.done`, '');
  await syncFolder(outbox);
  return files;
}

async function writeSales(reader: Reader, outbox: string, day: SalesDay, control: ControlTotals): Promise<WrittenFile[]> {
  const sinks = await Promise.all(
    FORMS.map(({ ending, mediaType }) => FileSink.open(outbox, { name: `${dayName(day)}.${ending}`, mediaType })),
  );
  const each = (text: (form: Form) => string): Promise<unknown> =>
    Promise.all(sinks.map((sink, index) => sink.write(text(FORMS[index] as Form))));
  try {
    await each(({ begin }) => begin);
    for await (const sales of pagesOf(reader, day)) {
      const exported = sales.map(({ bytes }) => exportedSale(bytes));
      for (const sale of exported) control.add(sale);
      await each(({ write }) => write({ sales, exported }));
      await nextTurn();
    }
    await each(({ end }) => end);
    return await Promise.all(sinks.map((sink) => sink.finish()));
  } catch (error) {
    await Promise.all(sinks.map((sink) => sink.abandon()));
    throw error;
  }
}

interface Page {
  readonly sales: readonly StoredSale[];
  readonly exported: readonly ReturnType<typeof exportedSale>[];
}

/** One way to write a day down. */
interface Form {
  readonly ending: string;
  readonly mediaType: string;
  readonly begin: string;
  readonly write: (page: Page) => string;
  readonly end: string;
}

const FORMS: readonly Form[] = [
  {
    ending: 'ndjson', mediaType: 'application/x-ndjson',
    begin: '', write: ({ sales }) => sales.map(({ bytes }) => `${bytes}\n`).join(''), end: '',
  },
  ...CSV_TABLES.map(({ name, header, rows }) => ({
    ending: `${name}.csv`, mediaType: 'text/csv', begin: header, write: ({ exported }: Page) => rows(exported), end: '',
  })),
  {
    ending: 'poslog.xml', mediaType: 'application/xml',
    begin: POSLOG_BEGIN, write: ({ exported }) => exported.map(posLogTransaction).join(''), end: POSLOG_END,
  },
]; // prettier-ignore

async function* pagesOf(reader: Reader, day: SalesDay): AsyncGenerator<StoredSale[]> {
  for (let after: StoredSale | undefined; ;) {
    const page = await salesOfDay(reader, day, { after, limit: PAGE });
    if (page.length === 0) return;
    yield page;
    after = page.at(-1);
  }
}

async function writeFile(folder: string, name: string, text: string): Promise<void> {
  const sink = await FileSink.open(folder, { name, mediaType: 'text/plain' });
  await sink.write(text);
  await sink.finish();
}
