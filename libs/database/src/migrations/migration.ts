/** One change of the schema in plain SQL, for one dialect. Never changed after a release: its digest is recorded. */
export interface Migration {
  /** `0001-journal`; migrations run in the order of the list. */
  readonly name: string;
  readonly statements: readonly string[];
}

/** The migrations of one set (`store`, `catalog`, ...) for every dialect that has it. */
export interface MigrationSet {
  readonly name: string;
  readonly sqlite: readonly Migration[];
  readonly mssql: readonly Migration[];
}
