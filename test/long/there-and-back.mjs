// A box sells N sales under one release, N under the next and N under the first again, most of them while headquarters is away.
//   npm run test:long -- there-and-back --count 1000
import { runLong } from '../../tools/test/long-spec.mjs';

await runLong('long', 'there-and-back', { SALES_EACH: process.env.COUNT });
