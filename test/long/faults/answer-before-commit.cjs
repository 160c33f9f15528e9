// A planted fault, loaded with --require into the appliance's build: the unit of work answers its callers when their work is
// done, and commits a moment later. The product's files are not touched.
const { setTimeout: sleep } = require('node:timers/promises');
const { SqliteUnitOfWork } = require('../../../dist/libs/database/src/sqlite/unit-of-work.js');

const MOMENT_MS = 10;
const runOne = Reflect.get(SqliteUnitOfWork.prototype, 'runOne');

SqliteUnitOfWork.prototype.runOne = async function answerEarly(unit) {
  const end = await runOne.call(this, unit);
  if (!('reason' in end)) unit.keep(end.value);
  // The last of a group: what was answered now waits for its flush, long enough for the answers to leave.
  if (this.waiting.length === 0) await sleep(MOMENT_MS);
  return end;
};
