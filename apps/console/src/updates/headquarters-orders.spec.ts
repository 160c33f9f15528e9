import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '@app/kernel';
import { UpdateFolder } from '@app/updates';
import { readSettings } from '../config';
import { HeadquartersOrders } from './headquarters-orders';

const ORDER_ID = '018f0000-0000-7000-8000-000000000001';
const WINDOW = { opensAt: null, closesAt: null, deadlineAt: null };

describe('orders of headquarters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orders-'));
  const files = new UpdateFolder(join(folder, 'updates'));
  const noted: string[] = [];
  let isLauncherAway = false;
  let starts = 0;
  const start = async () => {
    if (isLauncherAway) throw new DomainError('launcher.unreachable', 'the launcher does not answer');
    starts += 1;
  };
  const audit = { append: async ({ action }: { action: string }) => void noted.push(action) };
  const settings = readSettings({ DATA_DIR: folder, UPDATER_URL: 'http://127.0.0.1:9' });
  const orders = new HeadquartersOrders(settings, { start } as never, { now: () => Date.now() }, audit as never);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are withdrawn in the end although the launcher was away, and it stands in the audit once', async () => {
    await orders.take({ update: { order: { orderId: ORDER_ID, version: '9.0.0', kind: 'install', window: WINDOW } } });
    expect(orders.report().last).toMatchObject({ orderId: ORDER_ID, state: 'ordered' });
    isLauncherAway = true;
    await expect(orders.take({ update: { withdraw: ORDER_ID } })).rejects.toMatchObject({ code: 'launcher.unreachable' });
    isLauncherAway = false;
    await orders.take({ update: { withdraw: ORDER_ID } });
    expect(starts).toBe(2);
    expect(() => files.throwIfCancelled(ORDER_ID)).toThrow('cancelled by Headquarters');
    expect(noted).toEqual(['update.order', 'update.cancel']);
  });
});
