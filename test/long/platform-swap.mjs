// The platform swaps the image of a box, with the synthetic sale on recorded and on both releases, which costs `npm test` too much.
//   npm run test:long -- platform-swap
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('system', 'updates/platform-swap', { PLATFORM_SWAP: 'all' });
