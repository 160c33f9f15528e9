import 'reflect-metadata';
import { join } from 'node:path';
import { KeyFiles } from '@app/platform';
import { HeartbeatService } from '../../apps/console/src/heartbeat/heartbeat.service';
import { AConsole, cookieOf } from '../../apps/console/test/kit/a-console';
import { setUpDemoChain } from '../../apps/headquarters/src/doors/generated/demo-chain';
import { exchangeWith } from '../../apps/headquarters/test/kit/enrolled-box';
import { servedHeadquarters, type ServedHeadquarters } from '../../apps/headquarters/test/kit/exchange';
import type { TestBox } from '../../apps/headquarters/test/kit/test-box';
import { Line } from '../../tools/simulate/src/store/line';

const PASSWORD = 'seven green harbour cranes';

/** A real console and a real headquarters with a line between them that can be cut. */
describe('people whom headquarters lets in at a console', () => {
  const console = new AConsole();
  let headquarters: ServedHeadquarters;
  let store: TestBox;
  let line: Line;
  const beat = () => console.app.get(HeartbeatService).beat();
  const put = (name: string, role: string, password = PASSWORD) =>
    headquarters.admin('PUT', '/api/v1/console-users', { channelDatabaseId: store.channelDatabaseId, name, role, password });
  const remove = (name: string) =>
    headquarters.admin('DELETE', `/api/v1/console-users?channelDatabaseId=${store.channelDatabaseId}&name=${name}`);

  beforeAll(async () => {
    headquarters = await servedHeadquarters();
    await setUpDemoChain(headquarters.database, headquarters.peppers);
    store = await exchangeWith(() => headquarters).enrolledBox();
    line = await Line.to(headquarters.baseUrl);
    const pem = store.consoleKey.privateKey.export({ type: 'pkcs8', format: 'pem' });
    new KeyFiles(join(console.dataDir, 'console', 'keys')).write('console.pem', String(pem));
    console.peer.enrolment = {
      instanceId: store.instanceId,
      channelDatabaseId: store.channelDatabaseId,
      headquartersUrl: `https://localhost:${line.port}`,
      headquartersKey: headquarters.signingKey.publicKey,
      headquartersAuthority: headquarters.service.certificate.authorityCertificate,
    };
    await console.start();
    await console.setUpAdmin();
  }, 60_000);
  afterAll(async () => {
    await console.stop();
    await line.close();
    await headquarters.dispose();
  });

  it('log on with the role they were given, once the box has heard of them', async () => {
    expect((await put('Iris', 'helper')).status).toBe(204);
    expect((await console.logOn('Iris', PASSWORD)).status).toBe(401);
    expect(await beat()).toBe('sent');
    const cookie = cookieOf(await console.logOn('Iris', PASSWORD));
    expect((await console.get('/session', cookie)).body).toMatchObject({ name: 'Iris', role: 'helper', needs: null });
    const { users } = (await console.get('/users')).body as { users: { name: string; source: string; id: string }[] };
    const iris = users.find(({ name }) => name === 'Iris')!;
    expect(iris.source).toBe('headquarters');
    expect((await console.call('delete', `/users/${iris.id}`)).body).toMatchObject({ status: 409, code: 'user.of-headquarters' });
    expect((await console.get('/audit?limit=200')).body.entries).toContainEqual(
      expect.objectContaining({ who: 'Headquarters', action: 'user.delivered', subject: 'Iris (helper)' }),
    );
  });

  it('log on while line and scale unit are away, also after the console was started anew', async () => {
    line.cut();
    await console.peer.stop();
    await console.restart();
    expect(await beat()).toBe('not-taken');
    expect((await console.logOn('Iris', PASSWORD)).status).toBe(204);
    line.restore();
  });

  it('are out when headquarters gives them another role, and in again with it', async () => {
    const cookie = cookieOf(await console.logOn('Iris', PASSWORD));
    expect((await put('Iris', 'admin')).status).toBe(204);
    expect(await beat()).toBe('sent');
    expect((await console.get('/status', cookie)).body).toMatchObject({ code: 'auth.expired' });
    const again = cookieOf(await console.logOn('Iris', PASSWORD));
    expect((await console.get('/session', again)).body).toMatchObject({ role: 'admin', needs: 'second-factor-enrolment' });
  });

  it('are out for good after the next heartbeat when headquarters removes them', async () => {
    const cookie = cookieOf(await console.logOn('Iris', PASSWORD));
    expect((await remove('Iris')).status).toBe(204);
    expect((await console.get('/session', cookie)).status).toBe(200);
    expect(await beat()).toBe('sent');
    expect((await console.get('/session', cookie)).body).toMatchObject({ code: 'auth.expired' });
    expect((await console.logOn('Iris', PASSWORD)).status).toBe(401);
    expect((await remove('Iris')).body).toMatchObject({ status: 404, code: 'console-user.unknown' });
  });

  it('are never so many, nor so weak, that a box could not take them', async () => {
    expect((await put('Weak', 'helper', 'short')).body).toMatchObject({ status: 400, field: '/password' });
    const unknown = { channelDatabaseId: 'nowhere', name: 'Iris', role: 'helper', password: PASSWORD };
    expect((await headquarters.admin('PUT', '/api/v1/console-users', unknown)).body).toMatchObject({ status: 404 });
  });
});
