// A planted fault, loaded with --require into the appliance's build: a sale is answered when its work is done, and committed a
// moment later. The product's files are not touched.
const { setTimeout: sleep } = require('node:timers/promises');
const { SqliteTx } = require('../../../dist/libs/database/src/sqlite/transaction.js');
const { SqliteUnitOfWork } = require('../../../dist/libs/database/src/sqlite/unit-of-work.js');

const MOMENT_MS = 50;
const runOne = Reflect.get(SqliteUnitOfWork.prototype, 'runOne');
const runStatement = Reflect.get(SqliteTx.prototype, 'run');
let makesSale = false;

SqliteTx.prototype.run = function watched(sql, parameters) {
  makesSale ||= sql.startsWith('INSERT INTO {record}') && parameters.includes('sale');
  return runStatement.call(this, sql, parameters);
};

// Units run one after another, so that one flag tells of the unit that has just run.
SqliteUnitOfWork.prototype.runOne = async function answerEarly(unit) {
  makesSale = false;
  const end = await runOne.call(this, unit);
  if (!makesSale || 'reason' in end) return end;
  unit.keep(end.value);
  await sleep(MOMENT_MS);
  return end;
};
