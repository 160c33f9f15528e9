import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_CODES, FIXUP_KINDS } from '@app/appliance';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/health.md'), 'utf8');

const namesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
const rows = [...page.matchAll(/^\| (`.*?) \|.*\| `([^`]+)` \|$/gm)].flatMap(([, names, test]) =>
  namesIn(names!).map((name) => ({ name, test: test! })),
);
const byValueOnly = namesIn(page.slice(page.indexOf('Tested by values only')));

describe('what is found wrong', () => {
  it('is broken for real in a test, each finding and each fixup, or is said not to be', () => {
    const named = new Set([...rows.map(({ name }) => name), ...byValueOnly]);
    expect([...FINDING_CODES, ...FIXUP_KINDS].filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => ![...FINDING_CODES, ...FIXUP_KINDS].includes(name as never))).toEqual([]);
  });

  it.each(rows)('$name is spoken of in $test', ({ name, test }) => {
    expect(existsSync(join(ROOT, test))).toBe(true);
    expect(readFileSync(join(ROOT, test), 'utf8')).toContain(name);
  });
});
