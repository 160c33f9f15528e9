import { step } from './progress.mjs';

/** Makes the box a store of the chain, the way store IT does: a code from headquarters, then the data over the exchange. */
export async function setUp(unit, headquarters, chain) {
  const { box, selling } = await unit.status();
  if (box.state === 'new') {
    await step('enrolling the scale unit with a code from headquarters', async () => {
      const line = await headquarters.enrolmentLine(chain.channelDatabaseId);
      const stores = await unit.enrol(line);
      for (const { name, address } of stores) console.log(`    ${name}, ${address}`);
    });
  }
  if (box.state === 'active' && selling.isPossible) return;
  await step('downloading products, prices and staff through the exchange', () =>
    unit.untilLoaded((count) => count > 0 && console.log(`    ${count} ${count === 1 ? 'package' : 'packages'} here`)),
  );
}

/** A code for the first register without a device; undefined when all have one. */
export async function registerCode(unit) {
  const { selling } = await unit.status();
  const register = selling.registers.find(({ deviceState }) => deviceState !== 'active');
  return register && { register, ...(await unit.activationCode(register)) };
}
