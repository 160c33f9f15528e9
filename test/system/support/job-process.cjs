// Shares one job with other processes over Redis and writes down when a run of it begins and ends.
const { appendFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const { pino } = require('pino');
const { BullRunner } = require('../../../dist/libs/platform/src/jobs/bull-runner.js');

const [redisUrl, file, leaseMs] = process.argv.slice(2);
const note = (what) => appendFileSync(file, `${what} ${process.pid}\n`);
const runner = new BullRunner(redisUrl, 'shared', pino({ level: 'silent' }), Number(leaseMs));

async function run() {
  note('begin');
  await sleep(30);
  note('end');
}

void runner.add({ name: 'job', everyMs: 1, runsAtStart: true, run });
setInterval(() => void runner.trigger('job'), 7);
