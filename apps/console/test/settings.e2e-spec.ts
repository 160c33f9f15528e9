import { hostname } from 'node:os';
import { systemClock } from '@app/kernel';
import { LocalCertificate } from '@app/platform';
import { join } from 'node:path';
import { AConsole } from './kit/a-console';
import { statusOfStore } from './kit/scale-unit-peer';

describe('the settings a person sees', () => {
  const box = new AConsole({
    UNIT_PROXY: 'http://proxy.store:3128',
    UNIT_PROXY_CREDENTIALS: 'store:proxy-password',
    UNIT_METRICS_TOKEN: 'token-of-the-monitoring',
    CONSOLE_ALERT_URL: 'https://alerts.example/hooks/secret-path',
    CONSOLE_ALERT_TOKEN: 'token-of-the-webhook',
    UNIT_LAN_PORT: '7999',
    CONSOLE_LAN_HOST: 'off',
  });
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());

  it('say how the box is connected and watched, and that there are secrets, not which', async () => {
    box.peer.status = statusOfStore();
    await box.observe();
    const { body, text } = await box.get('/settings');
    expect(body).toMatchObject({
      versions: { scaleUnit: '0.1.0', node: process.version },
      registers: { addresses: expect.arrayContaining([`https://${hostname().toLowerCase()}:7999`]), certificate: null },
      console: { addresses: [] },
      headquarters: null,
      proxy: { address: 'proxy.store:3128', hasCredentials: true },
      monitoring: { hasToken: true, alerts: { to: 'alerts.example', hasToken: true, waitingCount: 0 }, heartbeat: null },
    });
    expect(text).not.toMatch(/secret-path|proxy-password|token-of/);
  });

  it('name what a certificate is good for, also while the scale unit is away', async () => {
    const folder = join(box.dataDir, 'scale-unit', 'tls');
    await LocalCertificate.open({ folder, authorityName: 'Store scale unit', names: ['till.store'], clock: systemClock });
    await box.peer.stop();
    await box.observe();
    const { registers } = (await box.get('/settings')).body;
    expect(registers.certificate.names).toEqual(expect.arrayContaining(['till.store', hostname().toLowerCase()]));
    expect(registers.certificate.validUntil).toBeGreaterThan(Date.now() + 80 * 86_400_000);
  });
});
