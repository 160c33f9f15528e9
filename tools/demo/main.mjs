import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { helpIfAsked, main } from '../run/command-line.mjs';
import { Children } from './children.mjs';
import { Headquarters } from './headquarters.mjs';
import { requireFreePorts } from './ports.mjs';
import { step } from './progress.mjs';
import { forgetRunning, noteRunning, takeOver } from './running.mjs';
import { ScaleUnit } from './scale-unit.mjs';
import { registerCode, setUp } from './set-up.mjs';
import { environmentOf, HELP, settingsFrom } from './settings.mjs';
import { startAll } from './start-all.mjs';
import { shortPath, summary } from './summary.mjs';

const OURS = ['headquarters', 'scale-unit', 'console', 'launcher', 'terminal', 'logs'];

const args = process.argv.slice(2);
helpIfAsked(HELP, args);

await main(async () => {
  const unknown = args.filter((arg) => arg !== '--fresh');
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(' ')}. npm start -- --help says what there is.`);
  const settings = settingsFrom(process.env);
  const { dataDir } = settings;
  await takeOver(dataDir);
  await requireFreePorts(settings.ports);
  if (args.includes('--fresh')) for (const folder of OURS) rmSync(join(dataDir, folder), { recursive: true, force: true });

  const children = new Children(dataDir, environmentOf(settings));
  noteRunning(dataDir, []);
  // For good, not once: npm and the terminal may each send the same signal, and the second must not cut the stopping short.
  const asked = new Promise((done) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, done)));
  try {
    const failure = await Promise.race([asked, run(settings, children)]);
    if (failure instanceof Error) throw failure;
    console.log('stopping ...');
  } finally {
    await children.stop();
    forgetRunning(dataDir);
  }
});

/** Ends only when something went wrong. */
async function run(settings, children) {
  const { dataDir } = settings;
  console.log(`Store scale unit, a demonstration with its data in ${shortPath(dataDir)}`);
  const unit = new ScaleUnit(settings);
  const headquarters = new Headquarters(environmentOf(settings));
  const chain = headquarters.knownChain() ?? (await step('making the demonstration chain', () => headquarters.makeChain()));
  const { firstRunCode } = await step('starting headquarters, card terminal, scale unit and console', async () => {
    const started = startAll(children, settings, unit);
    noteRunning(dataDir, children.list());
    return started;
  });
  await setUp(unit, headquarters, chain);
  const code = await registerCode(unit);
  console.log(['', ...summary(settings, { chain, firstRunCode, code }), 'ready'].join('\n'));
  const { name, log } = await children.anyEnded();
  return new Error(`${name} ended by itself. Its log says why: ${log}`);
}
