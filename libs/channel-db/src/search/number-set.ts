/** Numbers of one row of the index: all that are alike but for these last bits. */
const BLOCK_BITS = 13;
export const BLOCK_SIZE = 2 ** BLOCK_BITS;

export const blockOf = (number: number): number => Math.floor(number / BLOCK_SIZE);

/** Numbers of one block as text: two bytes each, in their order, in base64. */
export function packNumbers(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(numbers.length * 2);
  numbers.forEach((number, at) => bytes.writeUInt16LE(number % BLOCK_SIZE, at * 2));
  return bytes.toString('base64');
}

export function unpackNumbers(block: number, packed: string): number[] {
  const bytes = Buffer.from(packed, 'base64');
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; at += 2) numbers.push(block * BLOCK_SIZE + bytes.readUInt16LE(at));
  return numbers;
}

/** A set of products by their numbers, a bit each: a million of them are 125 KB, and two sets are compared in microseconds. */
export class NumberSet {
  private constructor(private readonly bits: Uint32Array) {}

  /** Empty, with room for numbers up to `largest`. */
  static upTo(largest: number): NumberSet {
    return new NumberSet(new Uint32Array((blockOf(largest) + 1) * (BLOCK_SIZE / 32)));
  }

  add(block: number, packed: string): void {
    const bytes = Buffer.from(packed, 'base64');
    const base = (block * BLOCK_SIZE) / 32;
    if (base >= this.bits.length) return;
    for (let at = 0; at < bytes.length; at += 2) {
      const offset = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      this.bits[base + (offset >>> 5)]! |= 1 << (offset & 31);
    }
  }

  /** What is in both; neither changes. */
  and(other: NumberSet): NumberSet {
    return new NumberSet(this.bits.map((word, at) => word & (other.bits[at] ?? 0)));
  }

  /** What is here and not there. */
  without(other: NumberSet): NumberSet {
    return new NumberSet(this.bits.map((word, at) => word & ~(other.bits[at] ?? 0)));
  }

  get size(): number {
    let count = 0;
    for (let word of this.bits) for (; word !== 0; word &= word - 1) count += 1;
    return count;
  }

  /** The lowest numbers, at most so many. */
  first(most: number): number[] {
    const found: number[] = [];
    for (let at = 0; at < this.bits.length && found.length < most; at += 1) {
      for (let word = this.bits[at] ?? 0; word !== 0 && found.length < most; word &= word - 1) {
        found.push(at * 32 + (31 - Math.clz32(word & -word)));
      }
    }
    return found;
  }
}
