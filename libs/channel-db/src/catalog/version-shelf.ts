/** Rows a shelf keeps unless it says otherwise. */
const CAPACITY = 4_096;

/**
 * Remembers what was read of one catalog version. With the first read of another version everything goes. Once the shelf is full,
 * a row takes the place of the oldest from its second reading on: what is sold once a day does not push out what is sold all day.
 */
export class VersionShelf<Row> {
  private version = -1;
  private readonly rows = new Map<string, Row>();
  private readonly readOnce = new Set<string>();

  constructor(private readonly capacity = CAPACITY) {}

  get(version: number, key: string): Row | undefined {
    return version === this.version ? this.rows.get(key) : undefined;
  }

  put(version: number, key: string, row: Row): void {
    if (version !== this.version) this.clear();
    this.version = version;
    if (this.rows.size >= this.capacity) {
      if (!this.wasReadBefore(key)) return;
      this.rows.delete(this.rows.keys().next().value ?? '');
    }
    this.rows.set(key, row);
  }

  private wasReadBefore(key: string): boolean {
    if (this.readOnce.delete(key)) return true;
    if (this.readOnce.size >= this.capacity) this.readOnce.clear();
    this.readOnce.add(key);
    return false;
  }

  private clear(): void {
    this.rows.clear();
    this.readOnce.clear();
  }
}
