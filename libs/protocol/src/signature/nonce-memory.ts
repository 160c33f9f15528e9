import { SIGNATURE_WINDOW_MS } from './messages';

/**
 * Nonces seen while their signature may still be accepted. Two generations, each as long as a signature can live
 * (dated one window ahead to one window ago): a nonce outlives its signature, and nothing is swept one by one.
 */
export class NonceMemory {
  private current = new Set<string>();
  private previous = new Set<string>();
  private turnsAt = 0;

  constructor(private readonly maximum = 200_000) {}

  /** True the first time. A memory that is full refuses rather than forgets: forgetting would let a replay in. */
  admit(nonce: string, now: number): boolean {
    this.turn(now);
    if (this.current.has(nonce) || this.previous.has(nonce) || this.current.size >= this.maximum) return false;
    this.current.add(nonce);
    return true;
  }

  private turn(now: number): void {
    if (now < this.turnsAt) return;
    this.previous = this.current;
    this.current = new Set();
    this.turnsAt = now + 2 * SIGNATURE_WINDOW_MS;
  }
}
