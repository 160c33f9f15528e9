import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MetricHistory } from '../src/history/metric-history';
import { OtlpPush } from '../src/otlp/otlp-push';
import { AConsole } from './kit/a-console';

interface DataPoint {
  readonly timeUnixNano: string;
  readonly asDouble: number;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];
}
interface Metric {
  readonly name: string;
  readonly gauge?: { readonly dataPoints: readonly DataPoint[] };
  readonly sum?: { readonly dataPoints: readonly DataPoint[]; readonly isMonotonic: boolean };
}
interface Message {
  readonly resourceMetrics: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] }[];
}

const MINUTE = 60_000;
const FROM = 1_795_169_520_123;
const TOKEN = 'a-token-of-the-collector';

describe('figures pushed over OTLP', () => {
  const taken: Message[] = [];
  let refusal: number | null = null;
  let authorization: string | undefined;
  let receiver: Server;
  let box: AConsole;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        authorization = request.headers.authorization;
        if (refusal === null) taken.push(JSON.parse(text) as Message);
        response.writeHead(refusal ?? 200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    box = await new AConsole({ CONSOLE_OTLP_URL: `http://127.0.0.1:${port}/v1/metrics`, CONSOLE_OTLP_TOKEN: TOKEN }).start();
  });
  afterAll(async () => {
    await box.stop();
    receiver.closeAllConnections();
    receiver.close();
  });

  const push = () => box.app.get(OtlpPush).push();
  const pass = (minute: number, figures: Record<string, number>) => box.app.get(MetricHistory).append({ at: FROM + minute * MINUTE, figures });
  const pointsOf = (name: string) =>
    taken
      .flatMap(({ resourceMetrics }) => resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)))
      .filter((metric) => metric.name === name)
      .flatMap(({ gauge, sum }) => (gauge ?? sum)?.dataPoints ?? []);
  const nanos = (minute: number) => `${FROM + minute * MINUTE}000000`;

  it('arrive with their names, labels and true times', async () => {
    pass(0, { store_selling: 1, store_sales_total: 7, 'store_cause{code="line.down",weight="limits-selling"}': 1 });
    await push();
    expect(pointsOf('store_selling')).toMatchObject([{ timeUnixNano: nanos(0), asDouble: 1 }]);
    expect(pointsOf('store_cause')[0]?.attributes).toContainEqual({ key: 'code', value: { stringValue: 'line.down' } });
    expect(taken[0]?.resourceMetrics[0]?.scopeMetrics[0]?.metrics.find(({ name }) => name === 'store_sales_total')?.sum?.isMonotonic).toBe(true);
    expect(authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('are told after a cut, each once, also when the console was started anew meanwhile', async () => {
    refusal = 401;
    for (const minute of [1, 2, 3]) pass(minute, { store_selling: 0 });
    await expect(push()).rejects.toThrow();
    await box.restart();
    refusal = null;
    pass(4, { store_selling: 1 });
    await push();
    await push();
    expect(pointsOf('store_selling').map(({ timeUnixNano }) => timeUnixNano)).toEqual([0, 1, 2, 3, 4].map(nanos));
  });

  it('that a receiver will never take do not keep back those that follow', async () => {
    refusal = 400;
    pass(5, { store_selling: 1 });
    await expect(push()).rejects.toThrow();
    refusal = null;
    pass(6, { store_selling: 1 });
    await push();
    expect(pointsOf('store_selling').at(-1)?.timeUnixNano).toBe(nanos(6));
    expect(pointsOf('store_selling')).toHaveLength(6);
  });
}); // prettier-ignore
