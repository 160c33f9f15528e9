// Every invoice of a gift shop's year through the API; in `npm test` the first 2,000.
//   npm run test:long -- online-retail
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('e2e', 'online-retail', { ONLINE_RETAIL: 'all' });
