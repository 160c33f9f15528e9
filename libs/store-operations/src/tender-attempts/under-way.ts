/**
 * Attempts this process is calling somebody about right now. It only spares needless questions: the truth is in the database,
 * and a question asked at the wrong moment closes an attempt uncharged at worst.
 */
export class UnderWay {
  private readonly attempts = new Set<string>();

  has(attemptId: string): boolean {
    return this.attempts.has(attemptId);
  }

  /** Runs the call; undefined when one about this attempt is under way. */
  async run<Result>(attemptId: string, call: () => Promise<Result>): Promise<Result | undefined> {
    if (this.attempts.has(attemptId)) return undefined;
    this.attempts.add(attemptId);
    try {
      return await call();
    } finally {
      this.attempts.delete(attemptId);
    }
  }
}
