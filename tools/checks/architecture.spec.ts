import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const migrations = join(root, 'libs/channel-db/src/migrations/sqlite');
const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

describe.each(['store', 'catalog'])('the %s tables of ARCHITECTURE.md', (set) => {
  it('are the tables its migrations make', () => {
    expect(listed(set)).toEqual(created(set));
  });
});

function created(set: string): string[] {
  const texts = readdirSync(join(migrations, set)).map((name) => readFileSync(join(migrations, set, name), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/CREATE TABLE (\w+)/g)].map((match) => match[1] ?? '')).sort();
}

/** The first column of the table that follows `**store**` or `**catalog**`. */
function listed(set: string): string[] {
  const section = map.slice(map.indexOf(`**${set}** holds`)).split(/\n\n/)[1] ?? '';
  const firstCells = section.split('\n').map((row) => row.split('|')[1] ?? '');
  return firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '')).sort();
}
