import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capturePinned } from '../run/runtime.mjs';

/** Headquarters by its command line, the one a person would use (`npm run hq`). */
export class Headquarters {
  constructor(environment) {
    this.environment = environment;
    this.notes = join(environment.DATA_DIR, 'headquarters', 'demo-chain.json');
  }

  /** The chain as it was set up once; undefined before. */
  knownChain() {
    return existsSync(this.notes) ? JSON.parse(readFileSync(this.notes, 'utf8')) : undefined;
  }

  async makeChain() {
    const chain = chainIn(await this.#run(['demo']));
    writeFileSync(this.notes, `${JSON.stringify(chain, null, 2)}\n`);
    return chain;
  }

  /** The one line a box enrols with. */
  async enrolmentLine(channelDatabaseId, { isReplacement = false } = {}) {
    const text = await this.#run(['box', 'enrolment-code', channelDatabaseId, ...(isReplacement ? ['--replacement'] : [])]);
    const [, line, code, url, fingerprint] = text.match(/^((\S+)@(https:\S+)#([0-9a-f]+))$/m) ?? [];
    if (!line) throw new Error(`Headquarters gave no enrolment code:\n${text}`);
    return { line, code, headquartersUrl: url, fingerprint };
  }

  async #run(args) {
    const { code, output, stdout } = await capturePinned(['dist/apps/headquarters/src/cli.js', ...args], { env: this.environment });
    if (code !== 0) throw new Error(`npm run hq -- ${args.join(' ')} failed:\n${output}`);
    return stdout ?? output;
  }
}

function chainIn(text) {
  return {
    channelDatabaseId: text.match(/^channel database (\S+):/m)?.[1],
    productCount: Number(text.match(/: (\d+) products/)?.[1]),
    stores: [...text.matchAll(/^store (\S+): (.+)$/gm)].map(([, channelId, name]) => ({ channelId, name })),
    workers: [...text.matchAll(/^worker (\S+): (.+), PIN (\S+)$/gm)].map(([, workerId, name, pin]) => ({ workerId, name, pin })),
  };
}
