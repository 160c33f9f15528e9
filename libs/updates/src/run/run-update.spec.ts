import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginUpdate, type UpdateEvent } from '@app/appliance';
import { runUpdate, type RunParts } from './run-update';
import { UpdateFolder } from './update-folder';
import { updateOrder } from './update-order';

const order = updateOrder.parse({ orderId: '018f0000-0000-7000-8000-000000000001', version: '1.1.0' });
const begun = (updateId: string) => beginUpdate({ updateId, from: '1.0.0', to: '1.1.0' }, 1);

describe('an update that is carried out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  const files = new UpdateFolder(folder);
  const told: object[] = [];
  let tidyUp: () => Promise<void>;
  beforeEach(() => {
    told.length = 0;
    tidyUp = async () => undefined;
    files.placeOrder(order);
    files.saveFact('order', order);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Fetching comes to these ends, one after the other. */
  function partsThat(...outcomes: UpdateEvent[]): RunParts {
    const fetching = async () => outcomes.shift()!;
    return {
      files,
      steps: { fetching } as unknown as RunParts['steps'],
      slots: () => ({ running: '1.0.0', isOnTrial: false, returned: null }),
      tidyUp: () => tidyUp(),
      clock: { now: () => 2 },
      log: (_event, facts) => told.push(facts),
    };
  }
  const refused: UpdateEvent = { kind: 'failed', reason: { code: 'release.damaged', detail: 'main.js is missing' } };

  it('notes a step once, however often it has to wait', async () => {
    await runUpdate(begun('u1'), partsThat({ kind: 'held' }, refused));
    expect(told).toMatchObject([{ state: 'fetching' }, { state: 'refused' }]);
    expect(files.history()).toMatchObject([{ updateId: 'u1', state: 'refused', reason: { code: 'release.damaged' } }]);
  });

  it('has its end noted when a full disk or a cut left half of it, and of others none is lost', async () => {
    appendFileSync(join(folder, 'history.jsonl'), '{"updateId":"u2","reason":{"code":"asked"}');
    expect(files.history().map(({ updateId }) => updateId)).toEqual(['u1']);
    await runUpdate(begun('u2'), partsThat(refused));
    await runUpdate(begun('u3'), partsThat(refused));
    expect(files.history().map(({ updateId }) => updateId)).toEqual(['u1', 'u2', 'u3']);
  });

  it('is known until it was tidied up after, so that whoever starts after a cut does that', async () => {
    let wasKnown = false;
    tidyUp = async () => void (wasKnown = files.order() !== undefined);
    await runUpdate(begun('u4'), partsThat(refused));
    expect(wasKnown).toBe(true);
    expect(files.order()).toBeUndefined();
  });

  it('makes room for another order also when nothing can be put away', async () => {
    tidyUp = () => Promise.reject(new Error('EROFS'));
    await runUpdate(begun('u5'), partsThat(refused));
    expect(files.order()).toBeUndefined();
    expect(told.at(-1)).toEqual({ message: 'EROFS' });
  });
});
