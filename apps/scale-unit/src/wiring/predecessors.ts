import type { KeyFiles } from '@app/platform';
import { z } from 'zod';

const FILE = 'predecessors.json';
const content = z.record(z.string(), z.string());

/** Keys of the boxes that served this store before, as headquarters gave them: by these their records are known. */
export class Predecessors {
  private readonly known: Readonly<Record<string, string>>;

  constructor(private readonly keys: KeyFiles) {
    this.known = content.parse(JSON.parse(keys.read(FILE) ?? '{}'));
  }

  /** Raw public key, base64; undefined for a key nobody told. */
  publicKeyOf(keyId: string): string | undefined {
    return this.known[keyId];
  }

  save(boxes: readonly { readonly instanceId: string; readonly boxKey: string }[]): void {
    const known = Object.fromEntries(boxes.map(({ instanceId, boxKey }) => [`box:${instanceId}`, boxKey]));
    Object.assign(this.known, known);
    this.keys.write(FILE, JSON.stringify(this.known));
  }
}
