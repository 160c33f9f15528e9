import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KeyFiles, openDoors } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings } from '../../apps/console/src/config';
import { createConsole } from '../../apps/console/src/create-console';
import { HeartbeatService } from '../../apps/console/src/heartbeat/heartbeat.service';
import { HistoryRecorder } from '../../apps/console/src/history/history-recorder';
import { Observer } from '../../apps/console/src/observation/observer';
import { ScaleUnitPeer, statusOfStore } from '../../apps/console/test/kit/scale-unit-peer';
import { setUpDemoChain } from '../../apps/headquarters/src/doors/generated/demo-chain';
import { exchangeWith } from '../../apps/headquarters/test/kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from '../../apps/headquarters/test/kit/exchange';
import type { TestBox } from '../../apps/headquarters/test/kit/test-box';
import { Line } from '../../tools/simulate/src/store/line';

const MINUTE = 60_000;
const TOKEN = 'token-of-the-monitoring-in-this-store';
const PROMTOOL = process.env['TEST_PROMTOOL'] ?? 'promtool';
const isThere = spawnSync(PROMTOOL, ['--version'], { stdio: 'ignore' }).status === 0;
const describeHere = isThere ? describe : describe.skip;

const SELLING_BEFORE = 10;
const CUT = 120;
const RESTART_AT = SELLING_BEFORE + 60;
/** The console is away for three minutes in the middle of the cut. */
const AWAY = 3;

/** A real console, with the time of a whole cut going by in a moment, and a real headquarters behind a line that is cut. */
describeHere(`a line that was cut for two hours${isThere ? '' : ' [skipped: prometheus is not installed]'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const peer = new ScaleUnitPeer(folder);
  let headquarters: ServedHeadquarters;
  let box: TestBox;
  let line: Line;
  let console: NestFastifyApplication;
  let url: string;
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  /** When each minute was looked at, by its number, which is also the count of sales that waited then. */
  const lookedAt = new Map<number, number>();

  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    box = await exchangeWith(() => headquarters).enrolledBox();
    line = await Line.to(headquarters.baseUrl);
    const pem = box.consoleKey.privateKey.export({ type: 'pkcs8', format: 'pem' });
    new KeyFiles(join(folder, 'console', 'keys')).write('console.pem', String(pem));
    peer.enrolment = {
      instanceId: box.instanceId,
      channelDatabaseId: box.channelDatabaseId,
      headquartersUrl: `https://localhost:${line.port}`,
      headquartersKey: headquarters.signingKey.publicKey,
      headquartersAuthority: headquarters.service.certificate.authorityCertificate,
    };
    peer.salesPerStretch = 2;
    await startConsole();
  });
  afterAll(async () => {
    await console.close();
    await peer.stop();
    await line.close();
    await headquarters.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is told afterwards with its true times, also across a restart, and what nobody saw stays a gap', async () => {
    for (let minute = 0; minute < SELLING_BEFORE; minute += 1) expect(await passMinute(minute)).toBe('sent');
    line.cut();
    for (let minute = SELLING_BEFORE; minute < SELLING_BEFORE + CUT; minute += 1) {
      if (minute === RESTART_AT) await restartConsole();
      if (minute >= RESTART_AT && minute < RESTART_AT + AWAY) pass(MINUTE);
      else expect(await passMinute(minute)).toBe('not-taken');
    }
    line.restore();
    // The line counts in seconds of the wall, which hardly went by.
    let beat = await passMinute(SELLING_BEFORE + CUT);
    while (beat !== 'sent') {
      await sleep(100);
      beat = await console.get(HeartbeatService).beat();
    }

    const { body } = await headquarters.admin('GET', `/api/v1/boxes/${box.instanceId}/history?after=0&until=${clock.now()}`);
    const { points } = body as { points: { at: number; figures: Record<string, number> }[] };
    expect(points.map(({ at, figures }) => [figures['store_sales_waiting'], at])).toEqual([...lookedAt]);
    const expected = [...lookedAt.keys()].map((minute) => Number(minute < SELLING_BEFORE || minute === SELLING_BEFORE + CUT));
    expect(points.map(({ figures }) => figures['store_headquarters_reachable'])).toEqual(expected);
  });

  it.each([
    ['the store', () => fetch(`${url}/history.openmetrics`, { headers: { authorization: `Bearer ${TOKEN}` } }).then((one) => one.text()), ''],
    ['headquarters', () => textOfHeadquarters(), ', store="harbour"'],
  ] as const)('stands in a Prometheus at its true times, from %s', async (_name, text, label) => {
    const [file, blocks] = [join(folder, 'history.txt'), mkdtempSync(join(folder, 'blocks-'))];
    writeFileSync(file, await text());
    const made = spawnSync(PROMTOOL, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, blocks], { encoding: 'utf8' });
    expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: '' });
    // A database that never ran has no log yet, and the dump wants one.
    mkdirSync(join(blocks, 'wal'));
    const { stdout } = spawnSync(PROMTOOL, ['tsdb', 'dump', blocks], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const valuesOf = (series: string) => [...stdout.matchAll(new RegExp(`^\\{${series}\\} (\\S+) (\\d+)$`, 'gm'))].map(([, value, at]) => [Number(value), Number(at)]);
    expect(valuesOf(`__name__="store_sales_waiting"${label}`).sort(byTime)).toEqual([...lookedAt]);
    const cut = valuesOf(`__name__="store_cause", code="line.down"${label}, weight="limits-selling"`);
    expect(cut).toHaveLength(CUT - AWAY);
    // Each minute that somebody looked at counts what was sold since the one before; the first only begins to count.
    const totals = valuesOf(`__name__="store_sales_total"${label}`).sort(byTime);
    expect(totals.at(-1)).toEqual([(lookedAt.size - 1) * 2, [...lookedAt.values()].at(-1)]);
  }); // prettier-ignore

  it('is for nobody without the token', async () => {
    expect((await fetch(`${url}/history.openmetrics`)).status).toBe(401);
  });

  async function textOfHeadquarters(): Promise<string> {
    const token = headquarters.keys.tokenFor('admin.token');
    const answer = await headquarters.service.app.inject({
      method: 'GET', url: `/api/v1/boxes/${box.instanceId}/history.openmetrics`, headers: { authorization: `Bearer ${token}` },
    }); // prettier-ignore
    return answer.body;
  }

  async function startConsole(): Promise<void> {
    const environment = {
      DATA_DIR: folder,
      CONSOLE_LOG_LEVEL: 'silent',
      CONSOLE_WEB: folder,
      UNIT_METRICS_TOKEN: TOKEN,
      UNIT_MANAGEMENT_PORT: String((managementPort ??= await peer.start())),
    };
    console = await createConsole({ settings: readSettings(environment), showFirstRunCode: () => undefined, clock });
    const [door] = await openDoors(console, [{ name: 'loopback', host: '127.0.0.1', port: 0 }]);
    url = `http://127.0.0.1:${door!.port}`;
  }

  async function restartConsole(): Promise<void> {
    await console.close();
    await startConsole();
  }

  function pass(milliseconds: number): void {
    aheadMs += milliseconds;
    headquarters.pass(milliseconds);
  }

  /** One minute of the store: what the console sees and keeps of it, and its beat. */
  async function passMinute(minute: number): Promise<string> {
    pass(MINUTE);
    const isReachable = minute < SELLING_BEFORE || minute === SELLING_BEFORE + CUT;
    const status = statusOfStore();
    peer.status = {
      ...status,
      headquarters: { ...status.headquarters, isReachable },
      upload: { ...status.upload, waitingCount: minute },
      clock: { now: clock.now(), businessNow: clock.now() },
    };
    const observation = await console.get(Observer).refresh();
    await console.get(HistoryRecorder).look(observation);
    lookedAt.set(minute, observation.at);
    return console.get(HeartbeatService).beat();
  }
});

let managementPort: number | undefined;
const byTime = ([, left = 0]: number[], [, right = 0]: number[]): number => left - right;
