// Many stores on one headquarters: what they share is built once, and what each further one costs. In `npm test` there are 10.
//   npm run test:long -- many-stores [--stores 200]
import { parseArgs } from 'node:util';
import { runJest } from '../../tools/test/jest.mjs';

const { values } = parseArgs({ options: { stores: { type: 'string', default: '200' } } });
process.env.MANY_STORES = values.stores;
const { passed, failed, skipped } = await runJest('system', { patterns: ['exchange/many-stores'], isLive: true });
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
