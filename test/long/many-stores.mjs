// Many stores on one headquarters: what they share is built once, and what each further one costs. In `npm test` there are 10.
//   npm run test:long -- many-stores [--stores 200]
import { parseArgs } from 'node:util';
import { runLong } from '../../tools/test/long-spec.mjs';

const { values } = parseArgs({ options: { stores: { type: 'string', default: '200' } } });
await runLong('system', 'exchange/many-stores', { MANY_STORES: values.stores });
