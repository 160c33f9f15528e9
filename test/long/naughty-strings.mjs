// Every string of the hostile list in every text field, path and query of every route; in `npm test` they take turns.
//   npm run test:long -- naughty-strings
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('e2e', 'naughty-strings', { HOSTILE_INPUT: 'all' });
