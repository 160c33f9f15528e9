import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Slots } from './slots.cjs';

let folder: string;
let slots: InstanceType<typeof Slots>;
const returned = () => JSON.parse(readFileSync(join(folder, 'returned.json'), 'utf8')) as { code: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slots-'));
  slots = new Slots(folder, '/factory');
  for (const name of ['1.0.0', '1.1.0']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'package.json'), '{}');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const begin = (tries = 2) => slots.begin({ to: '1.1.0', tries, withinMs: 1000 });

describe('the slots of releases', () => {
  it('run the release the launcher came with while nothing was installed, or when what runs is gone', () => {
    expect(slots.running()).toBeNull();
    expect(slots.pathOf(slots.running())).toBe('/factory');
    slots.point('1.0.0');
    expect(slots.pathOf(slots.running())).toBe(join(folder, '1.0.0'));
    rmSync(join(folder, '1.0.0'), { recursive: true });
    expect(slots.running()).toBeNull();
  });

  it('note a trial before the link moves, and forget it when somebody vouched', () => {
    slots.point('1.0.0');
    begin();
    expect(slots.running()).toBe('1.1.0');
    expect(slots.trial()).toEqual({ from: '1.0.0', to: '1.1.0', tries: 2, withinMs: 1000 });
    slots.endTrial();
    expect(slots.trial()).toBeNull();
  });

  it('count starts during a trial, and go back when none is left', () => {
    slots.point('1.0.0');
    begin(2);
    for (const left of [1, 0]) {
      slots.countStart();
      expect(slots.trial()).toMatchObject({ tries: left });
      expect(slots.running()).toBe('1.1.0');
    }
    slots.countStart();
    expect(slots.running()).toBe('1.0.0');
    expect(slots.trial()).toBeNull();
    expect(returned().code).toBe('trial.crashed');
  });

  it('count nothing without a trial', () => {
    slots.countStart();
    expect(slots.running()).toBeNull();
  });

  it('forget a trial whose switch was cut before the link moved', () => {
    slots.point('1.0.0');
    begin();
    slots.point('1.0.0');
    slots.countStart();
    expect(slots.running()).toBe('1.0.0');
    expect(slots.trial()).toBeNull();
    expect(existsSync(join(folder, 'returned.json'))).toBe(false);
  });

  it('go back to the release the launcher came with when there was no other, or it is gone', () => {
    begin();
    slots.goBack('trial.expired', 'why');
    expect(slots.running()).toBeNull();
    slots.point('1.0.0');
    begin();
    rmSync(join(folder, '1.0.0'), { recursive: true });
    slots.goBack('trial.expired', 'why');
    expect(slots.running()).toBeNull();
  });

  it('go back also when nothing can be written down', () => {
    slots.point('1.0.0');
    begin();
    mkdirSync(join(folder, 'returned.json.new'));
    slots.goBack('trial.expired', 'why');
    expect(slots.running()).toBe('1.0.0');
  });

  it('forget why the last one came back when another is tried', () => {
    begin();
    slots.goBack('trial.expired', 'why');
    begin();
    expect(existsSync(join(folder, 'returned.json'))).toBe(false);
  });
});
