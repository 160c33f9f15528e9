import { nextPackage, type Position } from './next-package';

const position: Position = { sessionId: 's', toVersion: 10, definition: 'd', isCanceled: false, offeredVersion: null };
const supply = { newestVersion: 12, definition: 'd', tombstoneFloor: 0 };

describe('what a box needs next of a job', () => {
  it('is a delta from where it stands when something changed, and nothing otherwise', () => {
    expect(nextPackage(position, supply)).toEqual({ kind: 'delta', fromVersion: 10 });
    expect(nextPackage(position, { ...supply, newestVersion: 10 })).toEqual({ kind: 'none' });
  });

  it('replaces a delta that nobody began only by one that reaches further', () => {
    expect(nextPackage({ ...position, offeredVersion: 12 }, supply)).toEqual({ kind: 'none' });
    expect(nextPackage({ ...position, offeredVersion: 11 }, supply)).toEqual({ kind: 'delta', fromVersion: 10 });
  });

  it.each([
    ['is new', undefined, supply],
    ['gave up', { ...position, isCanceled: true }, supply],
    ['was away while deletions were forgotten', position, { ...supply, tombstoneFloor: 11 }],
    ['is to hold something else, though no row changed', position, { ...supply, definition: 'other', newestVersion: 1 }],
  ])('is a snapshot when it %s', (_, at, of) => expect(nextPackage(at, of)).toEqual({ kind: 'snapshot' }));
});
