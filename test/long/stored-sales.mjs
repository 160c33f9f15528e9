// What a checkout costs in a store that has sold 100,000 times, against an empty one; in `npm test` few are stored and nothing is timed.
//   npm run test:long -- stored-sales
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('database', 'stored-sales', { STORED_SALES: '100000' });
