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
    expect(await metrics.text({ isConfidential: true })).toContain('sales_waiting{currency="ILS"} 1');
    waiting = 3;
    expect(await metrics.text({ isConfidential: true })).toContain('sales_waiting{currency="ILS"} 3');
    const open = await metrics.text({ isConfidential: false });
    expect(open).toContain('paused 0');
    expect(open).not.toMatch(/sales_waiting|job_age/);
  });
});
