import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginUpdate } from '@app/appliance';
import { requirePlatform, requireSlots, UpdateFolder } from '@app/updates';
import { readSettings } from '../config';
import { SaleRehearsal } from './sale-rehearsal';
import { Swap } from './swap';

const folder = mkdtempSync(join(tmpdir(), 'swap-'));
const settings = readSettings({ DATA_DIR: folder, UPDATER_MODE: 'platform' });
const files = new UpdateFolder(join(folder, 'updates'));
const swap = new Swap({ settings, files });
afterAll(() => rmSync(folder, { recursive: true }));

describe('a swap of the image by the platform', () => {
  it('is not proven when nobody noted how the box was before', () =>
    expect(swap.prove()).rejects.toMatchObject({ code: 'update.no-baseline' }));

  it('notes no box that does not answer', () => expect(swap.noteBaseline()).rejects.toMatchObject({ code: 'probe.failed' }));

  it('is not rehearsed against nothing', () =>
    expect(new SaleRehearsal({ settings, files }).compare()).rejects.toMatchObject({ code: 'rehearsal.not-recorded' }));

  it('is not rehearsed where the store is no file', () => {
    const onServer = { ...settings, storeUrl: 'mssql://store' as never };
    return expect(new SaleRehearsal({ settings: onServer, files }).record()).rejects.toMatchObject({ code: 'rehearsal.no-file' });
  });

  it('is undone by the image before it, also while it proves itself', () => {
    expect(() => swap.undo()).toThrow('no image was swapped here');
    const update = { ...beginUpdate({ updateId: 'u1', from: '1.0.0', to: '1.1.0' }, 1), state: 'proving' as const };
    files.save(update);
    expect(swap.undo()).toBe('1.0.0');
    expect(() => files.throwIfCancelled('u1')).toThrow('cancelled by the platform');
    const ended = { ...update, pauseMs: null, returnMs: null };
    files.save({ ...update, state: 'undone' });
    files.addToHistory({ ...ended, from: '1.2.0', state: 'undone' });
    expect(swap.undo()).toBe('1.2.0');
    files.addToHistory({ ...ended, from: '1.3.0', state: 'good' });
    expect(swap.undo()).toBe('1.3.0');
  });

  it('has commands of its own, and no orders', () => {
    expect(() => requirePlatform('slots')).toThrow('changes its version itself');
    expect(() => requireSlots('platform')).toThrow('another image');
    expect(() => requirePlatform('platform')).not.toThrow();
    expect(() => requireSlots('slots')).not.toThrow();
  });
});
