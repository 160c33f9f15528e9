/** How much may be tried before an approximation has to do: a count, not a clock, so that every machine comes to the same cents. */
export class Steps {
  constructor(private left: number) {}

  /** Whether so many would be too many. */
  areFewerThan(count: number): boolean {
    return this.left < count;
  }

  /** Whether so many more may be taken. */
  take(count: number): boolean {
    if (count > this.left) return false;
    this.left -= count;
    return true;
  }
}

/** For one basket; some milliseconds of work. A look at one way to go on costs as many as there are lines. */
export const MOST_STEPS = 30_000;
