import { permissionsOf, ROLES, type Permission } from '@app/appliance';
import { controllersOf, scanRoutes, type Route } from '@app/platform';
import { ModulesContainer } from '@nestjs/core';
import request from 'supertest';
import { ADMIN, AConsole, cookieOf, PASSWORD } from './kit/a-console';

/** Safe to press: they stop nothing, give nothing away and can be pressed again. Everything else a helper does is reading. */
const SAFE_ACTIONS = ['backup.drill', 'backup.make', 'fixup.run', 'update.look'];
/** Of whoever is logged on, whatever they may do. */
const OWN_SESSION = [
  'password.change',
  'second-factor.begin',
  'second-factor.confirm',
  'second-factor.prove',
  'session.log-off',
  'session.read',
];
const ANYBODY = ['first-run.add-admin', 'first-run.read', 'history.export', 'session.emergency', 'session.log-on'];
/** Values of a path that decide more than which thing it is about. */
const FIXUPS = ['restart-unit', 'retry-upload', 'retry-exchange', 'renew-certificate', 'make-backup'];

describe('who may do what', () => {
  const box = new AConsole();
  let routes: Route[];
  const sessions: Record<'nobody' | 'helper' | 'admin without second factor' | 'admin', string> = {
    nobody: '', helper: '', 'admin without second factor': '', admin: '',
  }; // prettier-ignore

  /** The code of the refusal, without what a handler that was reached says. */
  const refusalOf = async ({ method, path }: Pick<Route, 'method' | 'path'>, cookie: string): Promise<string | null> => {
    const call = request(box.url)[method.toLowerCase() as 'get'](path.replace(/:\w+/g, 'x')).set('cookie', cookie);
    if (path.endsWith('/events')) return streamRefusal(path, cookie);
    const { status, body } = await (method === 'POST' ? call.send({}) : call);
    return status === 401 || status === 403 ? (body.code as string) : null;
  };
  const streamRefusal = async (path: string, cookie: string): Promise<string | null> => {
    const stop = new AbortController();
    const { ok, ...answer } = await fetch(`${box.url}${path}`, { headers: { cookie }, signal: stop.signal }).then(async (response) => ({
      ok: response.ok,
      body: response.ok ? null : ((await response.json()) as { code: string }),
    }));
    stop.abort();
    return ok ? null : answer.body!.code;
  };
  const closed = (): Route[] => routes.filter(({ operation }) => operation!.caller !== 'anonymous');
  const idOf = ({ operation }: Route): string => operation!.id;

  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
    routes = scanRoutes(controllersOf(box.app.get(ModulesContainer)));
    sessions.admin = box.cookie;
    sessions.helper = (await box.addUser('Hanna', 'helper')).cookie;
    sessions['admin without second factor'] = cookieOf(await box.logOn(ADMIN, PASSWORD));
  });
  afterAll(() => box.stop());

  it('is said by every route, which needs a permission unless it is about the own session or open to anybody', () => {
    expect(routes.length).toBeGreaterThan(30);
    const without = routes.filter(({ operation }) => operation!.permission === null);
    expect(without.map(idOf).sort()).toEqual([...ANYBODY, ...OWN_SESSION].sort());
    expect(
      without
        .filter(({ operation }) => operation!.caller === 'anonymous')
        .map(idOf)
        .sort(),
    ).toEqual(ANYBODY);
  });

  it('leaves a trail for everything that is no reading', () => {
    const silent = routes.filter(({ method, operation }) => method !== 'GET' && operation!.audit === null);
    expect(silent.map(idOf)).toEqual([]);
  });

  it('is nothing for nobody', async () => {
    for (const route of closed()) {
      for (const cookie of ['', 'console=', 'console=AAAA', `console=${'A'.repeat(43)}`]) {
        expect([idOf(route), await refusalOf(route, cookie)]).toEqual([idOf(route), expect.stringMatching(/^auth\.(required|expired)$/)]);
      }
    }
  });

  it('is for a helper looking, and pressing what is safe', async () => {
    const open: string[] = [];
    for (const route of closed().filter(({ operation }) => operation!.id !== 'session.log-off')) {
      const refusal = await refusalOf(route, sessions.helper);
      const mayDo = route.operation!.permission === null || permissionsOf('helper').has(route.operation!.permission as Permission);
      if (route.operation!.permission !== null) expect([idOf(route), refusal]).toEqual([idOf(route), mayDo ? null : 'auth.not-permitted']);
      if (mayDo && route.operation!.permission !== null && route.method !== 'GET') open.push(idOf(route));
    }
    expect(open.sort()).toEqual(SAFE_ACTIONS);
  });

  it.each(FIXUPS)('lets a helper do the fixup %s only when it stops nothing', async (kind) => {
    const { plans } = (await box.get('/fixups')).body as { plans: { kind: string; stopsSellingMs: number }[] };
    const isSafe = plans.find((plan) => plan.kind === kind)!.stopsSellingMs === 0;
    const refusal = await refusalOf({ method: 'POST', path: `/console/v1/fixups/${kind}` }, sessions.helper);
    expect(refusal).toBe(isSafe ? null : 'auth.not-permitted');
  });

  it('knows every fixup there is', async () => {
    const { plans } = (await box.get('/fixups')).body as { plans: { kind: string }[] };
    expect(plans.map(({ kind }) => kind).sort()).toEqual([...FIXUPS].sort());
  });

  it('is no export of figures without a session or the token of monitoring', async () => {
    const answerTo = (cookie: string) => request(box.url).get('/history.openmetrics').set('cookie', cookie);
    for (const who of ['nobody', 'admin without second factor'] as const) expect((await answerTo(sessions[who])).status).toBe(401);
    expect((await answerTo(sessions.helper)).status).toBe(200);
  });

  it('is nothing for an admin without the second factor', async () => {
    for (const route of closed().filter(({ operation }) => operation!.permission !== null)) {
      const refusal = await refusalOf(route, sessions['admin without second factor']);
      expect([idOf(route), refusal]).toEqual([idOf(route), 'auth.not-permitted']);
    }
  });

  it('is everything for an admin with it', async () => {
    for (const route of closed().filter(({ operation }) => operation!.id !== 'session.log-off' && operation!.permission !== null)) {
      expect([idOf(route), await refusalOf(route, sessions.admin)]).toEqual([idOf(route), null]);
    }
  });

  it('stands in one table, whose roles know no permission that no route has', () => {
    const used = new Set(routes.map(({ operation }) => operation!.permission));
    for (const role of ROLES) for (const permission of permissionsOf(role)) expect([...used]).toContain(permission);
  });
});
