import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RegisterFacts, UnitStatus } from '@app/appliance';

const TOKEN = 'machine-token-of-the-peer';
const STORE = { channelId: '0042', name: 'Riverside 0042', address: '1 River Street' };

const WORKS = {
  id: 'cart.checkout',
  summary: 'Finish a paid cart as a sale',
  state: 'works',
  since: null,
  reason: null,
  isAvailable: true,
};
const WAITS = {
  id: 'gift-card.balance',
  summary: 'What is left on a gift card',
  state: 'needs-headquarters',
  since: 1_700_000_000_000,
  reason: 'down',
};
const SLOW = { operation: 'cart.checkout', waitsElsewhere: false, at: 1_700_000_000_000, tookMs: 412, status: 201, correlationId: 'k-412' };

function diagnosticsOfStore(): object {
  return {
    software: { version: '1.2.3', node: 'v26', platform: 'linux x64' },
    settings: { UNIT_LOG_LEVEL: '"info"', UNIT_METRICS_TOKEN: 'set' },
    engine: 'SQLite',
    store: { migration: '0001-journal', rows: { sale: 3 } },
    catalog: { migration: '0001-catalog', rows: { product: 5 } },
    certificate: null,
  };
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** A scale unit as the console sees it: the management API over a status that tests change as they like. */
export class ScaleUnitPeer {
  status: UnitStatus = statusOfNewBox();
  refuseNext: Refusal | undefined;
  /** Answers every question about the status with this. */
  failWith: Refusal | undefined;
  /** What it says about its enrolment. */
  enrolment: object = {};
  /** Sales it counts in every stretch it is asked about. */
  salesPerStretch = 0;
  readonly requests: { path: string; body: unknown }[] = [];
  private server: Server | undefined;

  constructor(dataDir: string) {
    mkdirSync(join(dataDir, 'scale-unit', 'keys'), { recursive: true });
    writeFileSync(join(dataDir, 'scale-unit', 'keys', 'machine.token'), `${TOKEN}\n`);
  }

  async start(port = 0): Promise<number> {
    this.server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => this.server?.listen(port, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.server?.listening) return resolve();
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/management/v1', '');
    const text = await textOf(request);
    const body = text === '' ? undefined : (JSON.parse(text) as unknown);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(response, 401, { code: 'auth.required' });
    if (request.method === 'GET' && this.failWith) return send(response, this.failWith.status, this.failWith);
    if (path === '/enrolment') return send(response, 200, this.enrolment);
    if (path.startsWith('/sales-count')) return send(response, 200, { sales: this.salesPerStretch });
    if (path === '/exchange') return send(response, 200, exchangeOfStore());
    if (path === '/recovery-code') return send(response, 200, { code: 'AAAA-BBBB', codeId: '0123' });
    if (request.method === 'GET' && path === '/backups') return send(response, 200, backupsOfStore());
    if (path === '/operations') return send(response, 200, { operations: [WORKS, WAITS] });
    if (path === '/diagnostics') return send(response, 200, diagnosticsOfStore());
    if (path === '/slow-operations') return send(response, 200, { slow: [SLOW] });
    if (path.startsWith('/metrics')) return void response.end('store_selling 1\n');
    if (request.method === 'GET') return send(response, 200, { ...this.status, alarms: [] });
    this.requests.push({ path, body });
    if (this.refuseNext) {
      const { status, ...problem } = this.refuseNext;
      this.refuseNext = undefined;
      return send(response, status, problem);
    }
    if (path.startsWith('/backups')) return send(response, 202, backupsOfStore());
    if (path === '/enrolment/preview') return send(response, 200, { stores: [STORE], isReplacement: false });
    if (path === '/enrolment/confirm') this.status = statusOfStore();
    if (path === '/activation-codes') return send(response, 201, { activationCode: '7KQ2M9XD', expiresAt: Date.now() + 600_000 });
    return send(response, 204);
  }
}

function send(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body ? JSON.stringify(body) : undefined);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function statusOfNewBox(): UnitStatus {
  const now = Date.now();
  return {
    software: { version: '0.1.0' },
    box: { state: 'new', channelDatabaseId: null, epoch: null, fork: 0 },
    channels: [],
    selling: { isPossible: false, reason: null, registers: [] },
    headquarters: { isReachable: false, since: null, lastError: null, somethingElseAnswers: false },
    upload: { waitingCount: 0, waitingAmounts: {}, oldestAt: null, lastAcknowledgedAt: null },
    prices: { version: null, appliedAt: null },
    cards: { unclear: [] },
    disk: { freeBytes: 61_300_000_000, totalBytes: 120_000_000_000, storeBytes: 12_400_000 },
    database: { ok: true, checkedAt: now, message: null },
    clock: { now, businessNow: now },
  };
}

export function statusOfStore(): UnitStatus {
  const now = Date.now();
  const register = (number: number, parts: Partial<RegisterFacts> = {}): RegisterFacts => ({
    channelId: '0042',
    registerId: String(number),
    name: `Register ${number}`,
    deviceState: 'active',
    deviceId: `device-${number}`,
    staff: null,
    isShiftOpen: false,
    lastSeenAt: now - 4000,
    ...parts,
  });
  return {
    ...statusOfNewBox(),
    box: { state: 'active', channelDatabaseId: 'riverside', epoch: 1, fork: 0 },
    channels: [{ channelId: '0042', name: 'Riverside 0042', currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'en-IE' }],
    selling: {
      isPossible: true,
      reason: null,
      registers: [
        register(1, { staff: 'Mia Keller', isShiftOpen: true }),
        register(2, { staff: 'Jonas Weber', isShiftOpen: true }),
        register(3, { deviceState: 'none', deviceId: null, lastSeenAt: null }),
      ],
    },
    headquarters: { isReachable: true, since: now - 3_600_000 * 5, lastError: null, somethingElseAnswers: false },
    prices: { version: 12, appliedAt: now - 3_600_000 },
    upload: { waitingCount: 0, waitingAmounts: {}, oldestAt: null, lastAcknowledgedAt: now - 20_000 },
  };
}

function backupsOfStore(): object {
  const copy = { name: 'store-demo-20261121T021000Z.backup', at: Date.now(), sizeBytes: 1_000, records: 3, sales: 2, canOpen: true };
  return {
    isPossible: true, folder: '/mnt/stick', isOnSameDisk: false, madeAt: '02:10', kept: { days: 7, weeks: 4 }, current: null, failed: null,
    lastCopy: copy, lastDrill: null, copies: [copy],
  }; // prettier-ignore
}

function exchangeOfStore(): object {
  const now = Date.now();
  const prices = {
    job: '1020',
    name: 'Prices and discounts',
    version: 12,
    createdAt: now - 60_000,
    appliedAt: now,
    ageMinutes: 1,
    rowCount: 34,
  };
  const late = { ...prices, job: '1010', name: 'Customers', createdAt: now - 180_000_000, dueAt: now - 18_000_000, quarantinedCount: 0 };
  return {
    isPausedHere: false,
    line: { isPaused: false, isMetered: false, rateKilobytesPerSecond: null },
    catalogVersion: 12,
    jobs: [{ ...prices, quarantinedCount: 1 }, late],
    upload: { waitingCount: 2, waitingAmounts: { EUR: '12.30' }, oldestAt: now - 60_000, lastAcknowledgedAt: null },
    quarantinedCount: 1,
    lastCheck: null,
  };
}
