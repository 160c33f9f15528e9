import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessVitals } from './process-vitals';

describe('the vitals of a process', () => {
  it('show when something holds the event loop, and how much memory it has', async () => {
    const vitals = new ProcessVitals();
    await sleep(250);
    const end = performance.now() + 600;
    while (performance.now() < end);
    await sleep(250);
    const { loopLagMs, memoryBytes } = vitals.read();
    vitals.close();
    expect(loopLagMs).toBeGreaterThan(300);
    expect(memoryBytes).toBeGreaterThan(10e6);
  });
});
