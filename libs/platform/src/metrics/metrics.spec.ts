import { Metrics } from './metrics';

describe('metrics', () => {
  it('are read when somebody asks', async () => {
    const metrics = new Metrics();
    let waiting = 1;
    metrics.add({
      name: 'sales_waiting',
      help: 'Sales not yet at headquarters.',
      labels: ['currency'],
      read: () => [{ value: waiting, labels: { currency: 'ILS' } }],
    });
    expect(await metrics.text()).toContain('sales_waiting{currency="ILS"} 1');
    waiting = 3;
    expect(await metrics.text()).toContain('sales_waiting{currency="ILS"} 3');
  });
});
