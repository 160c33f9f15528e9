// Launcher, scale unit, console and updater are killed at random moments of updates, one in each, while registers sell.
//   npm run test:long -- update-kills --count 25 [--seed n]
import { parseArgs } from 'node:util';
import { runLong } from '../../tools/test/long-spec.mjs';

const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = values.seed ?? String(Date.now() % 1_000_000);
await runLong('system', 'updates/hard-times', { UPDATE_KILLS: process.env.COUNT, SEED: seed });
