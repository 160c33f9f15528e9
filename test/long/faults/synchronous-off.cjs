// A planted fault, loaded with --require into the appliance's build: the binding takes `synchronous = FULL`, says so when it
// is read back, and never flushes. Only a power cut shows it (power-cut.c): a killed process leaves its writes in the page cache.
const Database = require('better-sqlite3');

const FULL = 2;
const pragma = Reflect.get(Database.prototype, 'pragma');

Database.prototype.pragma = function lyingPragma(text, options) {
  if (text === 'synchronous') return options?.simple ? FULL : [{ synchronous: FULL }];
  return pragma.call(this, text.startsWith('synchronous') ? 'synchronous = OFF' : text, options);
};
