import { setFlagsFromString } from 'node:v8';

/** V8 waits for 400 calls, 3,000 calls, and 500 calls since it last met something new. */
const SOONER = ['--invocation-count-for-maglev=150', '--invocation-count-for-turbofan=600', '--minimum-invocations-after-ic-update=100'];

/**
 * Has V8 optimize what is called often after fewer calls than it would. A sale runs through a thousand functions a few times each:
 * at V8's own pace a box sells thirty thousand times before it is as fast as it can be, which is a week of a small store.
 */
export function optimizeSooner(): void {
  for (const flag of SOONER) setFlagsFromString(flag);
}
