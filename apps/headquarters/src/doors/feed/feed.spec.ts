import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Sqlite from 'better-sqlite3';
import { Secret } from '@app/platform';
import { aHeadquarters, type TestHeadquarters } from '../../../test/kit/test-headquarters';
import { UploadingBox } from '../../../test/kit/uploading-box';
import { listAlarms } from '../../sales/alarms';
import { setUpDemoChain } from '../generated/demo-chain';
import { readTransactions } from './read-transactions';
import { Webhook } from './webhook';

let headquarters: TestHeadquarters;
let box: UploadingBox;
beforeEach(async () => {
  headquarters = await aHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
  box = await UploadingBox.enrolled(headquarters);
});
afterEach(() => headquarters.dispose());

const idsAfter = async (after: number, limit = 100) =>
  (await readTransactions(headquarters.database.reader, {}, { after, limit })).map(({ recordId }) => recordId);

describe('the feed of what was received', () => {
  it('hands everything on in the order of receipt, page by page', async () => {
    const sold: string[] = [];
    for (let i = 0; i < 25; i += 1) sold.push(box.sell());
    await box.upload();
    const read: string[] = [];
    for (let after = 0; ;) {
      const page = await readTransactions(headquarters.database.reader, {}, { after, limit: 10 });
      const last = page.at(-1);
      if (!last) break;
      read.push(...page.map(({ recordId }) => recordId));
      after = last.cursor;
    }
    expect(read).toEqual(sold);
    const [first] = await readTransactions(headquarters.database.reader, { channelId: '101', type: 'sale' }, { after: 0, limit: 1 });
    expect(first).toMatchObject({ recordId: sold[0], type: 'sale', channelId: '101', record: { body: { totals: { gross: '10.00' } } } });
    expect(await readTransactions(headquarters.database.reader, { channelId: '102' }, { after: 0, limit: 1 })).toEqual([]);
  });

  it('never shows a later one before one that commits late, and gives no number twice', async () => {
    const early = box.sell();
    const other = new Sqlite(headquarters.database.connection.name);
    other.exec('BEGIN IMMEDIATE');
    other.exec(`UPDATE row_version SET value = value + 1 WHERE name = 'record'`);
    const upload = box.upload();
    await expect(upload).rejects.toMatchObject({ code: 'database.busy' });
    expect(await idsAfter(0)).toEqual([]);
    other.exec('COMMIT');
    other.close();
    await box.upload();
    const [seen] = await readTransactions(headquarters.database.reader, {}, { after: 0, limit: 1 });
    expect(seen).toMatchObject({ recordId: early, cursor: 2 });
    await headquarters.database.unitOfWork.run((tx) => tx.run('DELETE FROM {record}'));
    headquarters.database.connection.exec('VACUUM');
    await headquarters.database.unitOfWork.run((tx) => tx.run('DELETE FROM {upload_line}'));
    await box.uploadAgain();
    expect(await idsAfter(2)).toEqual([early]);
  });
});

interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('the webhook', () => {
  const secret = 'a secret that stands in no log';
  let server: Server;
  let posts: Post[];
  let answerWith: (count: number) => number;
  let webhook: Webhook;
  beforeEach(async () => {
    posts = [];
    answerWith = () => 204;
    server = createServer((request, response) => {
      void request.toArray().then((parts: Buffer[]) => {
        posts.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
        response.writeHead(answerWith(posts.length)).end();
      });
    }).listen(0);
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sales?of=shop`;
    webhook = new Webhook(headquarters.database, headquarters.clock, { url, secret: new Secret(secret) });
  });
  afterEach(async () => {
    await webhook.close();
    server.close();
  });
  const deliver = () => webhook.deliver(new AbortController().signal);
  const posted = () => posts.map(({ headers }) => headers['idempotency-key']);

  it('posts every record once, in order, signed over time and body', async () => {
    const sold = [box.sell(), box.sell(), box.sell()];
    await box.upload();
    await deliver();
    await deliver();
    expect(posted()).toEqual(sold);
    for (const { headers, body } of posts) {
      const expected = createHmac('sha256', secret)
        .update(`${String(headers['webhook-timestamp'])}.${body}`)
        .digest('hex');
      expect(headers['webhook-signature']).toBe(`sha256=${expected}`);
      expect(JSON.parse(body)).toMatchObject({ recordId: headers['idempotency-key'], type: 'sale' });
    }
  });

  it('tries a record again after growing waits, sends nothing past it, and says so', async () => {
    const sold = [box.sell(), box.sell()];
    await box.upload();
    answerWith = (count) => (count === 1 || count > 7 ? 200 : 503);
    await deliver();
    for (const waitMs of [1_000, 2_000, 4_000, 8_000, 16_000]) {
      headquarters.pass(waitMs - 500);
      const before = posts.length;
      await deliver();
      expect(posts).toHaveLength(before);
      headquarters.pass(500);
      await deliver();
      expect(posts).toHaveLength(before + 1);
    }
    expect(posted()).toEqual([sold[0], ...Array.from({ length: 6 }, () => sold[1])]);
    const [alarm] = await listAlarms(headquarters.database.reader, { includeAcknowledged: false });
    expect(alarm).toMatchObject({ kind: 'webhook.failing', details: { tries: 5, error: 'answered 503' } });
    expect(JSON.stringify(alarm)).not.toContain(secret);
    headquarters.pass(32_000);
    await deliver();
    expect(posted().at(-1)).toBe(sold[1]);
    expect(await listAlarms(headquarters.database.reader, { includeAcknowledged: false })).toEqual([]);
  });

  it('goes on where it was after a stop, and may hand on again what was not noted', async () => {
    const first = box.sell();
    await box.upload();
    jest.spyOn(headquarters.database.unitOfWork, 'run').mockRejectedValueOnce(new Error('gone'));
    await expect(deliver()).rejects.toThrow('gone');
    await deliver();
    const second = box.sell();
    await box.upload();
    await deliver();
    expect(posted()).toEqual([first, first, second]);
  });
});
