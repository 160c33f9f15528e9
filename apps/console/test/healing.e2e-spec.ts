import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UnitStatus } from '@app/appliance';
import { AlertsService } from '../src/alerts/alerts.service';
import { FixupsService } from '../src/fixups/fixups.service';
import { AConsole } from './kit/a-console';
import { statusOfStore } from './kit/scale-unit-peer';

interface ToldAlert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly fingerprint: string;
}

/** Takes what Alertmanager would post to a webhook. */
async function anAlertReceiver(port: number): Promise<[ToldAlert[], Server]> {
  const alerts: ToldAlert[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      alerts.push(...(JSON.parse(Buffer.concat(chunks).toString()) as { alerts: ToldAlert[] }).alerts);
      response.writeHead(200).end();
    });
  }).listen(port, '127.0.0.1');
  await once(receiver, 'listening');
  return [alerts, receiver];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

describe('what the console mends and tells', () => {
  let box: AConsole;
  let alertPort: number;
  const get = (path: string) => box.get(path);
  const post = (path: string, body?: object) => box.post(path, body);
  const observe = () => box.observe();

  beforeAll(async () => {
    alertPort = await freePort();
    box = await new AConsole({ CONSOLE_ALERT_URL: `http://127.0.0.1:${alertPort}/alerts` }).start();
    box.peer.status = statusOfStore();
    await box.setUpAdmin();
    await box.post('/emergency-code');
  });
  afterAll(() => box.stop());

  it('tells a database that does not answer from a unit that is silent', async () => {
    box.peer.failWith = { status: 503, code: 'store.unreadable', detail: 'the database does not answer' };
    await observe();
    expect((await get('/status')).body).toMatchObject({
      verdict: 'not-selling',
      observation: { isUnitAnswering: false, fault: 'database' },
    });
    box.peer.failWith = undefined;
    await observe();
    expect((await get('/status')).body).toMatchObject({ verdict: 'selling', observation: { fault: null } });
  });

  it('mends by itself what stops nothing, no oftener than it helps, and reports it', async () => {
    const late = { waitingCount: 2, waitingAmounts: { EUR: '12.30' }, oldestAt: Date.now() - 1_800_000, lastAcknowledgedAt: null };
    box.peer.requests.length = 0;
    box.peer.status = { ...statusOfStore(), upload: late };
    box.app.get(FixupsService).start();
    await observe();
    await observe();
    while (box.peer.requests.length === 0) await sleep(10);
    const runs = async () => (await get('/fixups')).body.runs;
    while ((await runs())[0]?.kind !== 'retry-upload') await sleep(10);
    expect(box.peer.requests.map(({ path }) => path)).toEqual(['/exchange/send']);
    expect((await runs())[0]).toMatchObject({ kind: 'retry-upload', by: 'itself', outcome: 'done', heals: ['upload.waiting'] });
  });

  it('raises exactly one alert when headquarters is cut, with what follows from it, and one end of it', async () => {
    const [alerts, receiver] = await anAlertReceiver(alertPort);
    const well = statusOfStore();
    const hour = 3_600_000;
    const late = { waitingCount: 2, waitingAmounts: { EUR: '12.30' }, oldestAt: Date.now() - 40 * hour, lastAcknowledgedAt: null };
    const due = Date.now() - 40 * hour;
    const late1020 = { job: '1020', name: 'Prices and discounts', createdAt: due, dueAt: due, isImportant: true };
    const headquarters = {
      isReachable: false,
      since: Date.now(),
      lastError: null,
      somethingElseAnswers: false,
      isRealTimeRefusing: true,
    };
    box.app.get(AlertsService).start();
    const lookFor = async (status: UnitStatus, times: number) => {
      box.peer.status = status;
      for (let look = 0; look < times; look += 1) {
        box.aheadMs += 31_000;
        await observe();
        await sleep(50);
      }
    };
    await lookFor(well, 2);
    alerts.length = 0;
    await lookFor({ ...well, headquarters, upload: late, prices: { ...well.prices, jobs: [late1020] } }, 4);
    expect(alerts).toMatchObject([
      { status: 'firing', labels: { alertname: 'StoreCause', code: 'line.down', store: 'riverside', severity: 'critical' } },
    ]);
    expect(alerts[0]!.annotations).toMatchObject({
      summary: expect.stringMatching(/^Headquarters cannot be reached/),
      consequences: 'real-time.refusing, upload.waiting, downloads.late',
    });
    await lookFor(well, 4);
    expect(alerts).toHaveLength(2);
    expect(alerts[1]).toMatchObject({ status: 'resolved', fingerprint: alerts[0]!.fingerprint, startsAt: alerts[0]!.startsAt });
    receiver.close();
  });

  it('restarts nothing while a customer is at the terminal, unless a person says that they know', async () => {
    const payment = { attemptId: 'a', channelId: '0042', registerId: '1', amount: '9.00', currency: 'EUR', startedAt: Date.now(), state: 'started' } as const;
    box.peer.status = { ...statusOfStore(), cards: { unclear: [payment] } };
    await observe();
    expect((await post('/fixups/restart-unit')).body).toMatchObject({ status: 409, code: 'fixup.payment-open', parameters: { count: 1 } });
    expect((await post('/fixups/restart-unit', { acceptsOpenPayments: true })).body).toMatchObject({ code: 'launcher.unreachable' });
    expect((await post('/fixups/format-disk')).body).toMatchObject({ status: 400 });
    expect((await get('/fixups')).body.runs[0]).toMatchObject({ kind: 'restart-unit', by: 'person', outcome: 'failed' });
  }); // prettier-ignore
});
