// A box is killed at points spread over a first load, a delta and an upload; in `npm test` there are 3 of each.
//   npm run test:long -- exchange-kill [--kills 30]
import { parseArgs } from 'node:util';
import { runLong } from '../../tools/test/long-spec.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '30' } } });
await runLong('system', 'exchange/exchange-kill', { EXCHANGE_KILLS: values.kills });
