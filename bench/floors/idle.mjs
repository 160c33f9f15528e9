// What the stack weighs before the product adds anything: `scale-unit` (with TypeORM and 40 tables on SQLite) and
// `console` (which serves pages).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'bench-idle-'));
const onClose = () => rmSync(folder, { recursive: true, force: true });

const KINDS = {
  async 'scale-unit'() {
    const { controllerOf, serve } = await import('./nest.mjs');
    const { DataSource, EntitySchema } = await import('typeorm');
    const columns = (_, index) => [`c${index}`, index === 0 ? { type: 'integer', primary: true } : { type: 'text', nullable: true }];
    const entity = (_, index) => new EntitySchema({ name: `e${index}`, columns: Object.fromEntries(Array.from({ length: 12 }, columns)) });
    const entities = Array.from({ length: 40 }, entity);
    const options = { type: 'better-sqlite3', database: join(folder, 'store.db'), entities, synchronize: true, enableWAL: true };
    const dataSource = await new DataSource(options).initialize();
    await serve({ controllers: [live(controllerOf)], providers: [{ provide: DataSource, useValue: dataSource }], onClose });
  },

  async console() {
    const { controllerOf, serve } = await import('./nest.mjs');
    await import('@fastify/static');
    await serve({ controllers: [live(controllerOf)], onClose });
  },
};

const live = (controllerOf) => controllerOf({ 'GET livez': { takes: [], does: () => ({ status: 'ok' }) } });

await KINDS[process.argv[2]]();
