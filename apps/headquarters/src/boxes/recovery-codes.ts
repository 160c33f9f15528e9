import type { KeyFiles } from '@app/platform';

/** What opens the copies that boxes make of their stores, told at their enrolment: in key files, never in the database. */
export class RecoveryCodes {
  constructor(private readonly keys: KeyFiles) {}

  of(instanceId: string): string | null {
    return this.keys.read(nameOf(instanceId))?.trim() ?? null;
  }

  keep(instanceId: string, code: string): void {
    this.keys.write(nameOf(instanceId), `${code}\n`);
  }
}

const nameOf = (instanceId: string): string => `recovery-${instanceId}`;
