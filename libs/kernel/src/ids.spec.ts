import { isUuid, newId } from './ids';

describe('ids', () => {
  it('are UUIDv7 that sort by time and carry it', () => {
    const [earlier, later] = [newId(1_000), newId(2_000)];
    expect(earlier < later).toBe(true);
    expect(earlier.startsWith('00000000-03e8-7')).toBe(true);
    expect([earlier, later, newId()].every(isUuid)).toBe(true);
  });

  it('are never the same, also within a millisecond', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId(1))).size).toBe(10_000);
  });

  it('are lower case only', () => {
    expect([isUuid(newId().toUpperCase()), isUuid(''), isUuid(`${newId()} `)]).toEqual([false, false, false]);
  });
});
