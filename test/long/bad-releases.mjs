// Releases, each spoilt in another way, are ordered on a box while registers sell on it; three of them in `npm test`.
// At the end a table says what became of each, how long registers had no answer, and how long the way back took.
//   npm run test:long -- bad-releases
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('system', 'updates/updates', { BAD_RELEASES: 'all' });
