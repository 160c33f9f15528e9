import type { World } from './world';

/** Takes headquarters away while the middle half of the customers is served. */
export class MiddleOutage {
  private served = 0;
  private change: Promise<void> = Promise.resolve();

  constructor(
    private readonly world: Pick<World, 'headquartersAway' | 'headquartersBack'>,
    private readonly customers: number,
  ) {}

  /** One more customer is done. */
  note(): void {
    this.served += 1;
    if (this.served === Math.ceil(this.customers / 4)) this.then(() => this.world.headquartersAway?.());
    if (this.served === Math.ceil((this.customers * 3) / 4)) this.then(() => this.world.headquartersBack?.());
  }

  /** Resolves when headquarters is back. */
  async over(): Promise<void> {
    await this.change;
  }

  private then(step: () => Promise<void> | undefined): void {
    this.change = this.change.then(step);
  }
}
