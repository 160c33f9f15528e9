import type { KeyFiles } from '@app/platform';
import { z } from 'zod';

const FILE = 'peppers.json';
const content = z.record(z.string(), z.string());

/** Peppers of PIN verifiers per legal entity, in a key file: a stolen database alone gives no PIN away. */
export class Peppers {
  private known: Readonly<Record<string, string>> | undefined;

  constructor(private readonly keys: KeyFiles) {}

  of(legalEntityId: string): string | undefined {
    this.known ??= this.read();
    return this.known[legalEntityId];
  }

  save(peppers: Readonly<Record<string, string>>): void {
    this.known = { ...this.read(), ...peppers };
    this.keys.write(FILE, JSON.stringify(this.known));
  }

  private read(): Record<string, string> {
    const text = this.keys.read(FILE);
    return text === undefined ? {} : content.parse(JSON.parse(text));
  }
}
