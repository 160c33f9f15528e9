import { setTimeout as sleep } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';

const STEP_MS = 30_000;

/** A phone: shows codes of a secret, each of them once. */
export class Authenticator {
  private lastStep = 0;

  constructor(private readonly secret: string) {}

  /** The code of now, or the next one when that was shown already; the console takes one step ahead. */
  async code(): Promise<string> {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), this.lastStep + 1);
    this.lastStep = step;
    await sleep(Math.max(0, (step - 1) * STEP_MS - Date.now()));
    return new TOTP({ secret: Secret.fromBase32(this.secret.replaceAll(' ', '')) }).generate({ timestamp: step * STEP_MS });
  }
}
