import { VersionShelf } from './version-shelf';

const CAPACITY = 4_096;

describe('the shelf of what was read of one catalog version', () => {
  const full = () => {
    const shelf = new VersionShelf<string>();
    for (let index = 0; index < CAPACITY; index += 1) shelf.put(1, `code-${index}`, 'row');
    return shelf;
  };

  it('knows nothing of another version, and forgets all with its first row', () => {
    const shelf = new VersionShelf<string>();
    shelf.put(1, 'milk', 'row');
    expect(shelf.get(1, 'milk')).toBe('row');
    expect(shelf.get(2, 'milk')).toBeUndefined();
    shelf.put(2, 'bread', 'row');
    expect(shelf.get(1, 'milk')).toBeUndefined();
  });

  it('when it is full, keeps a row from its second reading on, in the place of the oldest', () => {
    const shelf = full();
    shelf.put(1, 'milk', 'once');
    expect(shelf.get(1, 'milk')).toBeUndefined();
    shelf.put(1, 'milk', 'twice');
    expect(shelf.get(1, 'milk')).toBe('twice');
    expect(shelf.get(1, 'code-0')).toBeUndefined();
    expect(shelf.get(1, 'code-1')).toBe('row');
  });

  it('stays small, however many goods are asked for', () => {
    const shelf = full();
    const more = Array.from({ length: 10_000 }, (_, index) => `more-${index}`);
    for (const key of more) for (const reading of ['once', 'twice']) shelf.put(1, key, reading);
    expect(more.filter((key) => shelf.get(1, key) !== undefined)).toHaveLength(CAPACITY);
  });
});
