// Fifteen releases, each spoilt in another way, are ordered on a box that sells; three of them in `npm test`.
//   npm run test:long -- bad-releases
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('system', 'updates/updates', { BAD_RELEASES: 'all' });
