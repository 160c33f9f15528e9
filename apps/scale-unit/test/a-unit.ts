import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexCatalog } from '@app/async-client';
import { findProducts } from '@app/catalog';
import { CATALOG_MIGRATIONS, currentGeneration, generationFile, saveEnrolment } from '@app/channel-db';
import { ActivationService } from '@app/devices';
import { openSqlite } from '@app/database';
import { newId } from '@app/kernel';
import { beginSession } from '@app/channel-db';
import { newToken } from '@app/platform';
import { drawHere } from '@app/printing';
import { putRows, SHOP_ROWS } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { workHere } from '../src/backups/work/backup-work';
import { readSettings } from '../src/config';
import { createUnit } from '../src/create-unit';
import { openParts } from '../src/wiring/open-parts';
import type { UnitParts } from '../src/wiring/parts';
import { presentStoreFile } from '../src/wiring/store-file';

type Answer = { readonly status: number; readonly body: any; readonly headers: Readonly<Record<string, unknown>> }; // eslint-disable-line @typescript-eslint/no-explicit-any

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An activated device with an employee logged on at it. */
export interface TestRegister {
  readonly headers: Readonly<Record<string, string>>;
  get(path: string): Promise<Answer>;
  /** With a new idempotency key unless one is given. */
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  put(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** The real unit on real files in a temporary folder, enrolled, with the shop's data. Requests go through its whole HTTP stack. */
export interface TestUnit {
  readonly app: NestFastifyApplication;
  readonly parts: UnitParts;
  call(call: Call): Promise<Answer>;
  register(registerId?: string, staffId?: string, channelId?: string): Promise<TestRegister>;
  /** A register that was there before a restart. */
  comeBack(register: TestRegister): TestRegister;
  /** The next process on the same files; `whileDown` may change them, as a disk that is put back does. */
  restart(whileDown?: (dataDir: string) => void): Promise<TestUnit>;
  close(): Promise<void>;
}

export async function openTestUnit(
  rows: Readonly<Record<string, readonly object[]>> = SHOP_ROWS,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestUnit> {
  const folder = mkdtempSync(join(tmpdir(), 'unit-'));
  const parts = await openParts(
    readSettings({
      DATA_DIR: folder,
      UNIT_LOG_LEVEL: 'silent',
      UNIT_LAN_HOST: 'off',
      UNIT_AS_OF: '2026-08-10',
      ...environment,
    }),
  );
  await fillCatalog(parts.settings.dataDir, rows);
  const enrolment = {
    channelDatabaseId: 'cdb',
    instanceId: parts.instanceId,
    epoch: 1,
    dataGroupId: 'group',
    headquartersUrl: 'https://localhost:1',
    headquartersKey: 'k',
  };
  await parts.store.unitOfWork.run(async (tx) => {
    await saveEnrolment(tx, enrolment, parts.clock.now());
    await presentStoreFile(tx, parts.settings, parts.clock.now());
  });
  return serve(parts, folder);
}

async function serve(parts: UnitParts, folder: string): Promise<TestUnit> {
  // The threads that draw receipts and search are part of the build; their work is done here instead.
  const app = await createUnit({
    ...parts,
    drawReceipt: drawHere,
    backupWork: workHere,
    restart: () => undefined,
    search: searchInPlace(parts),
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const call = (given: Call) => send(app, given);
  return {
    app, parts, call,
    register: async (registerId = 'r1', staffId = 'anna', channelId = 'store-1') =>
      registerWith(await tokensFor(app, parts, { channelId, registerId, staffId }), call),
    comeBack: ({ headers }) => registerWith(headers, call),
    restart: async (whileDown = () => undefined) => {
      await app.close();
      whileDown(parts.settings.dataDir);
      return serve(await openParts(parts.settings), folder);
    },
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  }; // prettier-ignore
}

/** What the unit does in threads of the built program, done in place. */
function searchInPlace({ catalog, settings, search }: UnitParts): UnitParts['search'] {
  return {
    find: (asked) => catalog.reader.read((reader) => findProducts(reader, asked)),
    index: () => indexCatalog(settings.dataDir),
    close: () => search.close(),
  };
}

async function fillCatalog(dataDir: string, rows: Readonly<Record<string, readonly object[]>>): Promise<void> {
  const file = generationFile(dataDir, currentGeneration(dataDir) ?? 1);
  const catalog = await openSqlite({ file, migrations: CATALOG_MIGRATIONS });
  await putRows(catalog, rows, 1);
  await catalog.close();
}

async function send(app: NestFastifyApplication, { method, path, body, headers = {} }: Call): Promise<Answer> {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await app.inject({ method, url: path, headers: { ...type, ...headers }, ...payload });
  const isJson = /[/+]json/.test(String(answer.headers['content-type']));
  return { status: answer.statusCode, body: isJson ? answer.json<unknown>() : answer.body, headers: answer.headers };
}

/** A device by its code; a session without the PIN, which has specs of its own. It shows heads, as a log-on does. */
async function tokensFor(
  app: NestFastifyApplication,
  { store, clock }: UnitParts,
  { channelId, registerId, staffId }: { readonly channelId: string; readonly registerId: string; readonly staffId: string },
): Promise<Record<string, string>> {
  const activation = app.get(ActivationService, { strict: false });
  const { activationCode } = await activation.issueCode(channelId, registerId);
  const { device, deviceToken } = await activation.activate(activationCode, registerId);
  const { token, hash } = newToken();
  const session = { sessionId: newId(), deviceId: device.deviceId, channelId, registerId, staffId };
  await store.unitOfWork.run((tx) => beginSession(tx, session, hash, clock.now()));
  const headers = { authorization: `Bearer ${deviceToken}`, 'store-session': token };
  await send(app, { method: 'POST', path: '/api/v1/session/heads', body: { heads: [] }, headers });
  return headers;
}

function registerWith(headers: Readonly<Record<string, string>>, call: TestUnit['call']): TestRegister {
  const keyed = () => ({ 'idempotency-key': newId() });
  return {
    headers,
    get: (path) => call({ method: 'GET', path, headers }),
    post: (path, body, more = {}) => call({ method: 'POST', path, body, headers: { ...headers, ...keyed(), ...more } }),
    patch: (path, body, more = {}) => call({ method: 'PATCH', path, body, headers: { ...headers, ...more } }),
    put: (path, body, more = {}) => call({ method: 'PUT', path, body, headers: { ...headers, ...more } }),
  };
}
