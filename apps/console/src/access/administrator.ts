import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { createPinVerifier, KeyFiles, pinMatches, spendPinCheck } from '@app/platform';
import { z } from 'zod';
import { SETTINGS, type ConsoleSettings } from '../config';
import { weaknessOf } from './password-rules';

const stored = z.object({ verifier: z.string(), setAt: z.number() });

/** The one administrator of this box: an argon2id verifier in a file, peppered with a key beside it. There is no default account. */
@Injectable()
export class Administrator {
  private readonly path: string;
  private readonly pepper: string;

  constructor(@Inject(SETTINGS) { dataDir }: ConsoleSettings) {
    this.path = join(dataDir, 'console', 'administrator.json');
    const token = new KeyFiles(join(dataDir, 'console', 'keys')).tokenFor('password.pepper');
    this.pepper = Buffer.from(token, 'base64url').toString('base64');
  }

  isSet(): boolean {
    return this.read() !== undefined;
  }

  async setPassword(password: string, now: number): Promise<void> {
    const weakness = weaknessOf(password);
    if (weakness) throw new DomainError('first-run.weak-password', weakness, { field: '/password' });
    const verifier = await createPinVerifier(password, this.pepper);
    writeFileAtomic(this.path, `${JSON.stringify({ verifier, setAt: now })}\n`, { mode: 0o600 });
  }

  async matches(password: string): Promise<boolean> {
    const known = this.read();
    return known ? pinMatches(password, known.verifier, this.pepper) : spendPinCheck(password);
  }

  private read(): z.output<typeof stored> | undefined {
    const text = readTextIfExists(this.path);
    return text === undefined ? undefined : stored.parse(JSON.parse(text));
  }
}
