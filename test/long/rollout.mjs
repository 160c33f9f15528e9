// 1,000 boxes speak to a real headquarters over HTTPS while a release goes to them that fails on 3 % of them. Then the same rules over 1,000 draws of
// the boxes that fail: in which ring it was halted, and how many stores were touched. In `npm test` there are 20 boxes and 100 draws. At last a release is
// brought to a real box, taken back, and another one halted there.
//   npm run test:long -- rollout [--boxes 1000] [--seeds 1000]
import { parseArgs } from 'node:util';
import { runLong } from '../../tools/test/long-spec.mjs';

const { values } = parseArgs({ options: { boxes: { type: 'string', default: '1000' }, seeds: { type: 'string', default: '1000' } } });
const parts = [
  ['unit', 'rollouts/rings/thousand-boxes', { ROLLOUT_SEEDS: values.seeds }],
  ['long', 'rollout-rings', { ROLLOUT_BOXES: values.boxes }],
  ['long', 'rollout-real-box', {}],
];
let isFailed = false;
for (const part of parts) {
  await runLong(...part);
  isFailed ||= process.exitCode !== 0;
}
process.exitCode = isFailed ? 1 : 0;
