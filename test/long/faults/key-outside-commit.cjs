// A planted fault, loaded with --require into the appliance's build: an idempotency key is stored in a commit of its own, a
// moment after the commit of what it stands for. Whoever asks again in between does it twice.
const { SqliteTx } = require('../../../dist/libs/database/src/sqlite/transaction.js');
const { SqliteUnitOfWork } = require('../../../dist/libs/database/src/sqlite/unit-of-work.js');

const MOMENT_MS = 200;
const runUnit = Reflect.get(SqliteUnitOfWork.prototype, 'run');
const runStatement = Reflect.get(SqliteTx.prototype, 'run');
const units = new Set();

SqliteUnitOfWork.prototype.run = function remembered(body) {
  units.add(this);
  return runUnit.call(this, body);
};

SqliteTx.prototype.run = function withoutKeys(sql, parameters) {
  if (!sql.startsWith('INSERT INTO {idempotency_key}')) return runStatement.call(this, sql, parameters);
  const [unitOfWork] = units;
  const late = () => unitOfWork.run((tx) => runStatement.call(tx, sql, parameters)).catch(() => undefined);
  setTimeout(late, MOMENT_MS);
  return Promise.resolve({ changes: 1 });
};
