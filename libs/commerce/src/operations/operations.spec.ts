import { OPERATIONS } from './operations';
import { DEFAULT_PERMISSION_GROUPS, PERMISSIONS } from './permissions';

const all = Object.values(OPERATIONS);

describe('the operation registry', () => {
  it('names every operation once', () => {
    expect(new Set(all.map((operation) => operation.id)).size).toBe(all.length);
  });

  it('asks an employee, and nobody else, for permissions', () => {
    for (const operation of all) if (operation.caller !== 'employee') expect(operation.permission).toBeNull();
  });

  it('gives a deadline and a fallback to whatever leaves the box', () => {
    for (const operation of all)
      if (operation.connectivity === 'needs-headquarters')
        expect(operation).toMatchObject({ fallback: 'refuse', deadlineMs: expect.any(Number) });
  });

  it('repeats what must happen once under its key only', () => {
    for (const operation of all) if (operation.idempotency === 'required') expect(operation.retry).toBe('same-key-only');
  });

  it('grants every permission to somebody', () => {
    const granted = new Set(DEFAULT_PERMISSION_GROUPS.flatMap((group) => group.permissions));
    expect([...PERMISSIONS].filter((permission) => !granted.has(permission))).toEqual([]);
  });
});
