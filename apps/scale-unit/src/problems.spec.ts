import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEMS } from './problems';

const ROOT = join(__dirname, '..', '..', '..');
const FOLDERS = ['apps/scale-unit/src', 'libs'];
/** Not part of this process. */
const ELSEWHERE = /^libs\/(appliance|client|health|platform\/src\/pages|store-files|testing|updates)\//;
/** A code given right where the error is made; typed lists of codes are checked by the compiler. */
const GIVEN = /new DomainError\(\s*'([a-z-]+\.[a-z-]+)'/g;
/** Our own faults, which answer 500 and show nothing, and what only the console asks for. */
const OURS = /^(internal|settings|unit|date|time-zone|launcher)\.|^database\.|^number\.divided-by-zero$/;

function codesGiven(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      const path = `${folder}/${name}`;
      if (!path.endsWith('.ts') || path.endsWith('spec.ts') || ELSEWHERE.test(path)) continue;
      for (const [, code] of readFileSync(join(ROOT, path), 'utf8').matchAll(GIVEN)) if (code) found.set(code, path);
    }
  }
  return found;
}

describe('the table of problems', () => {
  it('has a status for every code that is given, our own faults apart', () => {
    const codes = codesGiven();
    expect(codes.size).toBeGreaterThan(40);
    const missing = [...codes].filter(([code]) => !(code in PROBLEMS) && !OURS.test(code));
    expect(missing).toEqual([]);
  });

  it('answers refusals with a status of the caller, and 503 where a retry helps', () => {
    const wrong = Object.entries(PROBLEMS).filter(
      ([code, status]) => (status < 400 || status > 499) && status !== 503 && code !== 'internal.unexpected',
    );
    expect(wrong).toEqual([]);
  });
});
