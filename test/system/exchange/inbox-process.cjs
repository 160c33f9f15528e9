// Headquarters' inbox in a process that a test can kill: looks until everything that lies there has come to its end.
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const src = '../../../dist/apps/headquarters/src';
const { readSettings } = require(`${src}/config.js`);
const { openHeadquarters } = require(`${src}/headquarters.js`);
const { openDoorFolders } = require(`${src}/doors/door-folders.js`);
const { Inbox } = require(`${src}/doors/inbox/inbox.js`);

const LIMITS = { leastRowsShare: 0.8, mostPricesShare: 0.2 };

process.once('message', (folder) => void lookAt(folder));

async function lookAt(folder) {
  const { database, clock } = await openHeadquarters(readSettings({ DATA_DIR: folder }));
  const inbox = new Inbox(database, clock, { folders: openDoorFolders(join(folder, 'files')), settleMs: 20, limits: LIMITS });
  process.send('begun');
  const { signal } = new AbortController();
  await inbox.look(signal);
  await sleep(40);
  await inbox.look(signal);
  await database.close();
  process.disconnect();
}
