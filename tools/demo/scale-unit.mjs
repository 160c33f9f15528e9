import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;
const LOADS_WITHIN_MS = 300_000;

/** The scale unit by its management API, as its console asks it. */
export class ScaleUnit {
  constructor({ dataDir, ports }) {
    this.base = `http://127.0.0.1:${ports.UNIT_MANAGEMENT_PORT}/management/v1`;
    this.tokenPath = join(dataDir, 'scale-unit', 'keys', 'machine.token');
  }

  status() {
    return this.#ask('GET', '/status');
  }

  /** Shows which stores the code is for, then becomes them. */
  async enrol({ code, headquartersUrl, fingerprint }) {
    const body = { code, headquartersUrl, fingerprint };
    const { stores } = await this.#ask('POST', '/enrolment/preview', body);
    await this.#ask('POST', '/enrolment/confirm', body);
    return stores;
  }

  /** Waits until all data has come and the store can sell. `tell` hears how many packages are here. */
  async untilLoaded(tell) {
    let told = -1;
    for (const end = Date.now() + LOADS_WITHIN_MS; Date.now() < end; await sleep(LOOK_EVERY_MS)) {
      const { box, selling, prices } = await this.status();
      const count = prices.jobs.length;
      if (count !== told) tell(count);
      told = count;
      if (box.state === 'active' && selling.isPossible && prices.appliedAt !== null) return;
    }
    throw new Error('The data has not come within 5 minutes; see the log of the appliance.');
  }

  activationCode({ channelId, registerId }) {
    return this.#ask('POST', '/activation-codes', { channelId, registerId });
  }

  async #ask(method, path, body) {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${readFileSync(this.tokenPath, 'utf8').trim()}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The scale unit refused ${method} ${path}: ${answer.status} ${text.slice(0, 400)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
