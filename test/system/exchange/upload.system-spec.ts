import { findBox, standingAlarms, uploadRange, uploadStates, waitingUpload } from '@app/channel-db';
import { rmSync } from 'node:fs';
import { setUpDemoChain } from '../../../apps/headquarters/src/doors/generated/demo-chain';
import { servedHeadquarters, type ServedHeadquarters } from '../../../apps/headquarters/test/kit/exchange';
import { clonedUnit, enrolledUnit, openUnit, type TestUnit } from './a-box';

let headquarters: ServedHeadquarters;
const units: TestUnit[] = [];
let unit: TestUnit;

beforeAll(async () => {
  headquarters = await servedHeadquarters();
  await setUpDemoChain(headquarters.database, headquarters.peppers);
});
afterAll(() => headquarters.dispose());
beforeEach(async () => {
  unit = opened(await enrolledUnit(headquarters));
});
afterEach(async () => {
  for (const used of units.splice(0)) {
    await used.close().catch(() => undefined);
    rmSync(used.folder, { recursive: true, force: true });
  }
});

function opened(one: TestUnit): TestUnit {
  units.push(one);
  return one;
}

async function noted(at: TestUnit, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await at.note(`event-${i}`);
}

const heldOf = async (at: TestUnit): Promise<number> => {
  const box = await findBox(at.store.reader);
  const row = await headquarters.database.reader.first<{ held: number }>('SELECT count(*) AS held FROM {record} WHERE instance_id = ?', [
    box?.identity.instanceId ?? '',
  ]);
  return row?.held ?? 0;
};

/** Every counted record of the box's present history is at headquarters, unchanged. */
async function isProved(at: TestUnit): Promise<boolean> {
  for (const state of await uploadStates(at.store.reader)) {
    const records = await uploadRange(at.store.reader, state, 0, 10_000);
    if (records.length === 0) continue;
    const answer = await at.exchange.proof.prove(state, records);
    if (answer.kind !== 'answered' || answer.missing.length + answer.different.length > 0) return false;
  }
  return true;
}

describe('an upload', () => {
  it('takes what was born here to headquarters, once, in its order', async () => {
    await noted(unit, 7);
    expect((await waitingUpload(unit.store.reader)).records).toBe(7);
    expect(await unit.exchange.upload.runOnce()).toEqual({ kind: 'drained', count: 7 });
    expect((await waitingUpload(unit.store.reader)).records).toBe(0);
    expect(await heldOf(unit)).toBe(7);
    expect(await isProved(unit)).toBe(true);
  });

  it('sent again after its answer was lost changes nothing', async () => {
    await noted(unit, 3);
    unit.line.loseAnswer = ({ path }) => path.endsWith('/uploads');
    expect(await unit.exchange.upload.runOnce()).toMatchObject({ kind: 'line-failed' });
    unit.line.loseAnswer = () => false;
    await noted(unit, 2);
    expect(await unit.exchange.upload.runOnce()).toMatchObject({ kind: 'drained' });
    expect(await heldOf(unit)).toBe(5);
    expect(await isProved(unit)).toBe(true);
  });

  it('drains a long backlog batch by batch', async () => {
    await unit.store.unitOfWork.run(async () => undefined);
    await Promise.all(Array.from({ length: 1_200 }, (_, i) => unit.note(`event-${i}`)));
    expect(await unit.exchange.upload.runOnce()).toEqual({ kind: 'drained', count: 1_200 });
    expect(await heldOf(unit)).toBe(1_200);
  });
});

describe('headquarters put back to an older state', () => {
  it('gets again what it had acknowledged, as soon as the box starts anew', async () => {
    await noted(unit, 4);
    await unit.exchange.upload.runOnce();
    await headquarters.database.unitOfWork.run(async (tx) => {
      await tx.run('DELETE FROM {record}');
      await tx.run('DELETE FROM {upload_line}');
    });
    await unit.close();
    const again = opened(await openUnit(headquarters, unit.key, unit.folder));
    expect(await again.exchange.upload.runOnce()).toEqual({ kind: 'drained', count: 4 });
    expect(await isProved(again)).toBe(true);
  });
});

describe('a cloned disk', () => {
  it('becomes a fork that headquarters names: both go on, nothing is dropped, everybody is told', async () => {
    await noted(unit, 4);
    await unit.exchange.upload.runOnce();
    await noted(unit, 2);
    await unit.close();
    const copy = opened(await clonedUnit(headquarters, unit));
    const original = opened(await openUnit(headquarters, unit.key, unit.folder));
    await noted(original, 3);
    await noted(copy, 5);
    expect(await original.exchange.upload.runOnce()).toMatchObject({ kind: 'drained' });
    expect(await copy.exchange.upload.runOnce()).toMatchObject({ kind: 'drained' });
    expect((await findBox(copy.store.reader))?.identity.fork).toBe(1);
    expect((await findBox(original.store.reader))?.identity.fork).toBe(0);
    expect((await standingAlarms(copy.store.reader)).map(({ code }) => code)).toContain('box.fork');
    await noted(copy, 2);
    await copy.exchange.upload.runOnce();
    await noted(original, 1);
    await original.exchange.upload.runOnce();
    expect(await heldOf(original)).toBe(4 + 2 + 3 + 5 + 2 + 1);
    expect((await waitingUpload(copy.store.reader)).records).toBe(0);
    expect(await isProved(original)).toBe(true);
    expect(await isProved(copy)).toBe(true);
  });
});

describe('an older copy put back', () => {
  it('is noticed when headquarters holds more of its history than it does, and numbers behind that', async () => {
    await noted(unit, 2);
    await unit.exchange.upload.runOnce();
    await unit.close();
    const older = opened(await clonedUnit(headquarters, unit));
    const original = opened(await openUnit(headquarters, unit.key, unit.folder));
    await noted(original, 3);
    await original.exchange.upload.runOnce();
    await older.exchange.upload.runOnce();
    expect((await standingAlarms(older.store.reader)).map(({ code }) => code)).toContain('box.older-copy');
    const { numbers } = await older.note('later');
    expect(numbers.counter).toBe(6);
    expect(await older.exchange.upload.runOnce()).toEqual({ kind: 'drained', count: 1 });
    expect((await findBox(older.store.reader))?.identity.fork).toBe(0);
    expect(await heldOf(older)).toBe(6);
  });
});

describe('a box that was replaced', () => {
  it('may number nothing more, but what it holds is taken', async () => {
    await noted(unit, 2);
    await unit.exchange.upload.runOnce();
    await noted(unit, 3);
    opened(await enrolledUnit(headquarters));
    expect(await unit.exchange.upload.runOnce()).toMatchObject({ kind: 'drained', count: 3 });
    expect(await heldOf(unit)).toBe(5);
    expect((await findBox(unit.store.reader))?.state).toBe('superseded');
    await expect(unit.note('late')).rejects.toMatchObject({ code: 'box.superseded' });
  });
});
