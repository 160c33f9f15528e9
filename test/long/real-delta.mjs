// The delta between two days of real prices, in every branch of the files; in `npm test` in two of them.
//   npm run test:long -- real-delta
import { runJest } from '../../tools/test/jest.mjs';

process.env.REAL_DELTA = 'all';
const { passed, failed, skipped } = await runJest('system', { patterns: ['real-delta'], isLive: true });
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
