import { ensureBuilt } from './run/built.mjs';
import { helpIfAsked, main } from './run/command-line.mjs';
import { ensureInstalled } from './run/installed.mjs';

helpIfAsked(`
npm run build [-- --force]

Compiles apps, libs and tools into dist/, and the pages of apps into dist/apps/<app>/web.
Does nothing when no source changed since the last build; --force builds anyway.
`);

await main(async () => {
  await ensureInstalled();
  const built = await ensureBuilt({ force: process.argv.includes('--force') });
  console.log(built ? 'built' : 'dist is up to date');
});
