import { eachDatabase } from '@app/testing';
import type { MigrationSet, Tx } from '@app/database';
import { DomainError } from '@app/kernel';

const NOTES: MigrationSet = {
  name: 'store',
  sqlite: [{ name: '0001', statements: ['CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL)'] }],
  mssql: [
    { name: '0001', statements: ['CREATE TABLE [store].[note] (id bigint NOT NULL CONSTRAINT pk_note PRIMARY KEY, body nvarchar(20) NOT NULL)'] },
  ],
}; // prettier-ignore

const INSERT = 'INSERT INTO {note} (id, body) VALUES (?, ?)';
const add =
  (id: number, body = 'x') =>
  (tx: Tx) =>
    tx.run(INSERT, [id, body]);

eachDatabase(NOTES, (test) => {
  const ids = async () => (await test.database().reader.query<{ id: number }>('SELECT id FROM {note} ORDER BY id')).map(({ id }) => id);

  it('keeps every kept unit and nothing of a refused one, with 64 at once and one failing after its neighbour began', async () => {
    const { unitOfWork } = test.database();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 64 }, (_, id) =>
        unitOfWork.run(async (tx) => {
          await add(id)(tx);
          await tx.query('SELECT id FROM {note} WHERE id = ?', [id - 1]);
          await tx.query('SELECT id FROM {note} WHERE id = ?', [id - 2]);
          if (id % 16 === 7) throw new Error(`refused ${id}`);
          await add(1000 + id)(tx);
        }),
      ),
    );
    const kept = outcomes.flatMap((outcome, id) => (outcome.status === 'fulfilled' ? [id] : []));
    expect(kept).toHaveLength(60);
    expect(await ids()).toEqual([...kept, ...kept.map((id) => 1000 + id)]);
  });

  it('refuses a unit inside a unit', async () => {
    const { unitOfWork } = test.database();
    await expect(unitOfWork.run(() => unitOfWork.run(add(1)))).rejects.toMatchObject({ code: 'unit.nested' });
  });

  it('refuses a statement that comes after its unit ended, and one more unit may begin behind it', async () => {
    const { unitOfWork } = test.database();
    let left: Tx | undefined;
    await unitOfWork.run(async (tx) => void (left = tx));
    await expect(left?.run(INSERT, [1, 'x'])).rejects.toMatchObject({ code: 'unit.closed' });
    await unitOfWork.run(add(2));
    expect(await ids()).toEqual([2]);
  });

  it('hands a body its own error back', async () => {
    const refusal = new DomainError('cart.not-open', 'closed');
    await expect(test.database().unitOfWork.run(() => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('names what the engine refused', async () => {
    const { unitOfWork } = test.database();
    await unitOfWork.run(add(1));
    await expect(unitOfWork.run(add(1))).rejects.toMatchObject({ code: 'database.unique', fault: 'unique' });
  });

  it('goes on after a refusal inside the body that the body takes as an answer', async () => {
    const { unitOfWork } = test.database();
    await unitOfWork.run(add(1));
    await unitOfWork.run(async (tx) => {
      await add(1)(tx).catch(() => undefined);
      await add(2)(tx);
    });
    expect(await ids()).toEqual([1, 2]);
  });

  it('answers a changing statement with the columns it wrote', async () => {
    const { unitOfWork } = test.database();
    await unitOfWork.run(add(5, 'old'));
    const statement = { table: 'note', set: 'body = ?', where: 'id = ?', returning: ['id', 'body'] };
    const rows = await unitOfWork.run((tx) => tx.updateReturning<{ id: number; body: string }>(statement, ['new', 5]));
    expect(rows).toEqual([{ id: 5, body: 'new' }]);
  });

  it('brings whole numbers back as numbers, up to the exact limit', async () => {
    const { unitOfWork, reader } = test.database();
    await unitOfWork.run(add(Number.MAX_SAFE_INTEGER));
    const row = await reader.first<{ id: number; sum: number; n: number }>(
      'SELECT MAX(id) AS id, SUM(id) AS sum, COUNT(*) AS n FROM {note}',
    );
    expect(row).toEqual({ id: Number.MAX_SAFE_INTEGER, sum: Number.MAX_SAFE_INTEGER, n: 1 });
  });
});
