import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AConsole } from './kit/a-console';

describe('the logs in the console', () => {
  const box = new AConsole();
  const { get } = box;
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());

  it('stand beside what registers can do now, as the scale unit says', async () => {
    const { operations } = (await get('/operation-map')).body;
    expect(operations.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([
      ['cart.checkout', 'works'],
      ['gift-card.balance', 'needs-headquarters'],
    ]);
  });

  it('show what the processes wrote, newest first, by process, level and correlation id', async () => {
    const line = (at: number, level: number, msg: string, correlationId = 'k-1') =>
      `${JSON.stringify({ level, time: new Date(at).toISOString(), correlationId, code: 'cart.closed', msg })}\n`;
    mkdirSync(join(box.dataDir, 'logs'), { recursive: true });
    writeFileSync(join(box.dataDir, 'logs', 'scale-unit.000001.log'), line(1, 30, 'first') + line(3, 50, 'third', 'k-2'));
    writeFileSync(join(box.dataDir, 'logs', 'launcher.000001.log'), `{"level":"warn","time":2,"app":"launcher","msg":"ended"}\n`);
    const { lines, next } = (await get('/logs?limit=2')).body;
    expect(lines.map(({ message }: { message: string }) => message)).toEqual(['third', 'ended']);
    expect((await get(`/logs?cursor=${next}`)).body).toEqual({
      lines: [{ at: 1, level: 'info', process: 'scale-unit', message: 'first', correlationId: 'k-1', details: '{"code":"cart.closed"}' }],
      next: null,
    });
    expect((await get('/logs?level=error&correlationId=k-2')).body.lines).toHaveLength(1);
    expect((await get('/logs?process=launcher')).body.lines).toMatchObject([{ process: 'launcher', level: 'warn' }]);
    expect((await get('/logs?cursor=nonsense')).body).toMatchObject({ status: 400, field: '/cursor' });
    expect((await get('/logs?process=../x')).body).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
