import { Metrics } from './metrics';

describe('metrics', () => {
  it('are read when somebody asks; what is confidential is told to who may know', async () => {
    const metrics = new Metrics();
    let waiting = 1;
    metrics.add(async () => [
      { name: 'sales_waiting', help: 'Sales not yet at headquarters.', isConfidential: true, values: [{ value: waiting, labels: { currency: 'ILS' } }] },
      { name: 'paused', help: 'Whether it is paused.', values: [{ value: 0 }] },
      { name: 'job_age', help: 'Age of jobs, of which there are none.', values: [] },
    ]); // prettier-ignore
    const text = async (isConfidential: boolean) => (await metrics.write({ isConfidential })).text;
    expect(await text(true)).toContain('sales_waiting{currency="ILS"} 1');
    waiting = 3;
    expect(await text(true)).toContain('sales_waiting{currency="ILS"} 3');
    const open = await text(false);
    expect(open).toContain('paused 0');
    expect(open).not.toContain('sales_waiting');
    expect(open.split('\n').filter((line) => line.includes('job_age'))).toEqual([
      '# HELP job_age Age of jobs, of which there are none.',
      '# TYPE job_age gauge',
    ]);
  });

  it('come in OpenMetrics form for who takes it', async () => {
    const metrics = new Metrics();
    metrics.add(async () => [{ name: 'paused', help: 'Whether it is paused.', values: [{ value: 0 }] }]);
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.3';
    const open = await metrics.write({ isConfidential: false, accept });
    expect(open.contentType).toMatch(/^application\/openmetrics-text/);
    expect(open.text).toMatch(/paused 0\n# EOF\n$/);
    const plain = await metrics.write({ isConfidential: false, accept: 'text/plain' });
    expect(plain.contentType).toMatch(/^text\/plain; version=0.0.4/);
    expect(plain.text).not.toContain('EOF');
  });
});
