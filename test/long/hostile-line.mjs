// The exchange over a line that loses, cuts, doubles, delays and replaces what is sent; in `npm test` there are 200 sends.
//   npm run test:long -- hostile-line [--sends 2000]
import { parseArgs } from 'node:util';
import { runJest } from '../../tools/test/jest.mjs';

const { values } = parseArgs({ options: { sends: { type: 'string', default: '2000' } } });
process.env.HOSTILE_SENDS = values.sends;
const { passed, failed, skipped } = await runJest('system', { patterns: ['exchange/hostile-line'], isLive: true });
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
