/**
 * Attempts this process is calling somebody about right now. It only spares needless questions: the truth is in the database,
 * and a question asked at the wrong moment closes an attempt uncharged at worst.
 */
export class UnderWay<Result> {
  private readonly moves = new Set<string>();
  private readonly questions = new Map<string, Promise<Result>>();

  isMoving(attemptId: string): boolean {
    return this.moves.has(attemptId);
  }

  /** Moves money; whoever asks meanwhile is not kept waiting for a customer. */
  async move(attemptId: string, call: () => Promise<Result>): Promise<Result> {
    this.moves.add(attemptId);
    try {
      return await call();
    } finally {
      this.moves.delete(attemptId);
    }
  }

  /** Asks once for everybody who wants to know; undefined while the money is still on its way. */
  async ask(attemptId: string, call: () => Promise<Result>): Promise<Result | undefined> {
    if (this.isMoving(attemptId)) return undefined;
    const question = this.questions.get(attemptId) ?? call().finally(() => this.questions.delete(attemptId));
    this.questions.set(attemptId, question);
    return question;
  }
}
