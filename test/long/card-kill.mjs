// Box, register and card terminal, each killed at six points of a card payment, again and again. Money has to be right after each.
//   npm run test:long -- card-kill [--times 10] [--victim box] [--point recorded]
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import halves from '../../dist/tools/simulate/src/check/half-things.js';
import ownStore from '../../dist/tools/simulate/src/own-store.js';
import cardKills from '../../dist/tools/simulate/src/scenarios/card-kills.js';

const PRODUCTS = 100;
const { values } = parseArgs({
  options: { times: { type: 'string', default: '10' }, victim: { type: 'string' }, point: { type: 'string' } },
});
const wanted = cardKills.ALL_CARD_KILLS.filter(
  ({ victim, point }) => victim === (values.victim ?? victim) && point === (values.point ?? point),
);

const folder = mkdtempSync(join(tmpdir(), 'card-kill-'));
console.log(`logs: ${folder}`);
const world = await ownStore.openOwnStore({ folder, registerCount: 1, productCount: PRODUCTS });
const killer = new cardKills.CardKiller(world, folder, PRODUCTS);
const wrong = [];
try {
  for (let time = 1; time <= Number(values.times); time++) {
    for (const kill of wanted) {
      const unexplained = await killer.kill(kill);
      console.log(
        `${time}. ${kill.victim}, ${kill.point}: ${unexplained.length === 0 ? 'right' : `UNEXPLAINED ${unexplained.join(', ')}`}`,
      );
      wrong.push(...unexplained);
    }
  }
  wrong.push(...halves.halfThings(join(world.store.unitFolder, 'store.db')));
} finally {
  await world.close();
}
console.log(`${wanted.length * Number(values.times)} kills, ${killer.ledger().acknowledged().length} sales, ${wrong.length} wrong`);
for (const one of wrong) console.log(`  ${one}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
