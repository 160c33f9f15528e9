import { createHash } from 'node:crypto';
import { DomainError } from '@app/kernel';
import type { Tx, UnitOfWork } from '../database';
import type { Migration } from './migration';

interface Applied {
  readonly name: string;
  readonly digest: string;
}

/**
 * Brings a database to the newest schema, each migration in its unit of work. Forward only. A migration whose text changed
 * after it ran stops the start; one that this release does not know is left alone, because the previous release runs on the new schema.
 */
export async function runMigrations(unitOfWork: UnitOfWork, set: string, migrations: readonly Migration[]): Promise<string[]> {
  const applied = await unitOfWork.run((tx) => appliedTo(tx, set));
  const added: string[] = [];
  for (const migration of migrations) {
    const digest = digestOf(migration);
    const known = applied.get(migration.name);
    if (known !== undefined && known !== digest) throw changed(migration.name);
    if (known !== undefined) continue;
    await unitOfWork.run((tx) => apply(tx, set, migration, digest));
    added.push(migration.name);
  }
  return added;
}

async function appliedTo(tx: Tx, set: string): Promise<Map<string, string>> {
  await tx.dialect.ensureMigrationTable(tx);
  const rows = await tx.query<Applied>('SELECT name, digest FROM {schema_migration} WHERE set_name = ? ORDER BY name', [set]);
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

async function apply(tx: Tx, set: string, { name, statements }: Migration, digest: string): Promise<void> {
  for (const statement of statements) await tx.run(statement);
  await tx.run('INSERT INTO {schema_migration} (set_name, name, digest, applied_at) VALUES (?, ?, ?, ?)', [set, name, digest, Date.now()]);
}

function digestOf({ statements }: Migration): string {
  return createHash('sha256').update(statements.join(';\n')).digest('hex');
}

function changed(name: string): DomainError {
  return new DomainError('database.migration-changed', `migration ${name} was changed after it had run; write a new one instead`);
}
