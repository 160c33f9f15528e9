import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { ROLES } from '@app/appliance';
import { KeyFiles } from '@app/platform';
import { z } from 'zod';
import { SETTINGS, type ConsoleSettings } from '../config';

const at = z.number();
const user = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** Who says that they may come in. */
  source: z.enum(['box', 'headquarters']).default('box'),
  /** Of the password, by argon2id. */
  verifier: z.string(),
  /** The password was made by the box and is good for one thing: choosing another one. */
  isFirstPassword: z.boolean(),
  /** Raised by whatever ends the sessions of this user. */
  revision: z.int(),
  lastLogOnAt: at.nullable(),
});
const secondFactor = z.object({
  /** Shared with the authenticator, in base32. */
  secret: z.string(),
  /** The time step of the last code taken: a code works once. */
  lastStep: z.int(),
  wrongCodes: z.int(),
  lockedUntil: at.nullable(),
});
const emergencyCode = z.object({ verifier: z.string().nullable(), madeAt: at, usedAt: at.nullable() });
const content = z.object({
  users: z.array(user).readonly(),
  secondFactors: z.record(z.string(), secondFactor).readonly(),
  emergencyCode: emergencyCode.nullable(),
});

export type User = Readonly<z.output<typeof user>>;
export type SecondFactor = Readonly<z.output<typeof secondFactor>>;
type Content = Readonly<z.output<typeof content>>;

const NAME = 'users.json';

/** Who may come in, with what proves it: one file among the keys of the console, replaced as a whole. No other process writes it. */
@Injectable()
export class UserFile {
  /** What passwords are hashed with besides, base64; it stays in a file of its own. */
  readonly pepper: string;
  private readonly keys: KeyFiles;
  private content: Content;

  constructor(@Inject(SETTINGS) { dataDir }: ConsoleSettings) {
    this.keys = new KeyFiles(join(dataDir, 'console', 'keys'));
    this.pepper = Buffer.from(this.keys.tokenFor('password.pepper'), 'base64url').toString('base64');
    const text = this.keys.read(NAME);
    this.content = text === undefined ? { users: [], secondFactors: {}, emergencyCode: null } : content.parse(JSON.parse(text));
  }

  read(): Content {
    return this.content;
  }

  change(parts: Partial<Content>): void {
    const next = { ...this.content, ...parts };
    this.keys.write(NAME, `${JSON.stringify(next)}\n`);
    this.content = next;
  }

  find(userId: string): User | undefined {
    return this.content.users.find(({ id }) => id === userId);
  }

  changeUser(userId: string, parts: Partial<User>): void {
    this.change({ users: this.content.users.map((one) => (one.id === userId ? { ...one, ...parts } : one)) });
  }

  secondFactorOf(userId: string): SecondFactor | undefined {
    return this.content.secondFactors[userId];
  }

  /** Undefined takes it away. */
  setSecondFactor(userId: string, factor: SecondFactor | undefined): void {
    const { [userId]: _, ...others } = this.content.secondFactors;
    this.change({ secondFactors: factor ? { ...others, [userId]: factor } : others });
  }
}
