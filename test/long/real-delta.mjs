// The delta between two days of real prices, in every branch of the files; in `npm test` in two of them.
//   npm run test:long -- real-delta
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('system', 'real-delta', { REAL_DELTA: 'all' });
