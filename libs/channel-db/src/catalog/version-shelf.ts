/** Rows a shelf keeps: the goods a store sells in an hour, not its whole assortment. */
const CAPACITY = 4_096;

/** Remembers what was read of one catalog version. With the first read of another version everything goes. */
export class VersionShelf<Row> {
  private version = -1;
  private readonly rows = new Map<string, Row>();

  get(version: number, key: string): Row | undefined {
    return version === this.version ? this.rows.get(key) : undefined;
  }

  put(version: number, key: string, row: Row): void {
    if (version !== this.version || this.rows.size >= CAPACITY) this.rows.clear();
    this.version = version;
    this.rows.set(key, row);
  }
}
