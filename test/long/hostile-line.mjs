// The exchange over a line that loses, cuts, doubles, delays and replaces what is sent; in `npm test` there are 200 sends.
//   npm run test:long -- hostile-line [--sends 2000]
import { parseArgs } from 'node:util';
import { runLong } from '../../tools/test/long-spec.mjs';

const { values } = parseArgs({ options: { sends: { type: 'string', default: '2000' } } });
await runLong('system', 'exchange/hostile-line', { HOSTILE_SENDS: values.sends });
