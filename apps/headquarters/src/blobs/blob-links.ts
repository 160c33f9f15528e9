import type { Clock } from '@app/kernel';
import type { BlobStore } from './blob-store';

export interface LinkRules {
  /** Off: every byte goes through headquarters' own host name. */
  readonly isOn: boolean;
  readonly lifeMs: number;
}

/** Links with an end, by which boxes fetch segments from the store itself. */
export class BlobLinks {
  constructor(
    private readonly blobs: BlobStore,
    private readonly rules: LinkRules,
    private readonly clock: Clock,
  ) {}

  /** Undefined when headquarters sends the bytes itself. */
  async to(sha256: string): Promise<URL | undefined> {
    return this.rules.isOn ? this.blobs.link(sha256, this.clock.now() + this.rules.lifeMs) : undefined;
  }

  /** Where links lead to, for boxes, which follow them nowhere else. Undefined when there are none. */
  get origins(): readonly string[] | undefined {
    const origin = this.rules.isOn ? this.blobs.linkOrigin() : undefined;
    return origin === undefined ? undefined : [origin];
  }
}
