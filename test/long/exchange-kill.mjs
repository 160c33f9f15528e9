// A box is killed at points spread over a first load, a delta and an upload; in `npm test` there are 3 of each.
//   npm run test:long -- exchange-kill [--kills 30]
import { parseArgs } from 'node:util';
import { runJest } from '../../tools/test/jest.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '30' } } });
process.env.EXCHANGE_KILLS = values.kills;
const { passed, failed, skipped } = await runJest('system', { patterns: ['exchange/exchange-kill'], isLive: true });
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
