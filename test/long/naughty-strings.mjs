// Every string of the hostile list in every text field, path and query of every route; in `npm test` they take turns.
//   npm run test:long -- naughty-strings
import { runJest } from '../../tools/test/jest.mjs';

process.env.HOSTILE_INPUT = 'all';
const { passed, failed, skipped } = await runJest('e2e', { patterns: ['naughty-strings'], isLive: true });
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
