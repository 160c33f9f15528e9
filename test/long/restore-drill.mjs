// A store file of a gibibyte is copied, sealed, brought back and proven; in `npm test` it has 50 MiB.
//   npm run test:long -- restore-drill
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('system', 'restore-drill', { DRILL_MIB: '1100' });
