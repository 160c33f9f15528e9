// Random sales through the validation rules; in `npm test` 5,000.
//   npm run test:long -- validation --count 100000
import { runLong } from '../../tools/test/long-spec.mjs';

const count = Number(process.env.COUNT);
await runLong('unit', 'validation/rules', { RANDOM_SALES: String(count > 1 ? count : 100_000) });
