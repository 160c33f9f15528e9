import type { Reader, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { entityNamed, fieldsOf, type EntityDefinition, type JobId } from '@app/protocol';
import { noteDefinitionChange } from '../../company/version-counters';
import { requireDownloadJob } from './jobs';
import type { Condition } from './subjob-filter';

/** How one entity goes down: in which job, which of its fields, which of its rows. */
export interface Subjob {
  readonly entity: string;
  readonly job: JobId;
  /** Null for all fields. A field that is left out arrives empty. */
  readonly fields: readonly string[] | null;
  readonly filter: readonly Condition[];
  /** What is not active is not sent; boxes keep what they have of it. */
  readonly isActive: boolean;
  /** Rises when fields or filter change: what was built before is of no use. */
  readonly revision: number;
}

type SubjobRow = Omit<Subjob, 'fields' | 'filter' | 'isActive'> & { fields: string | null; filter: string; isActive: number };

export async function listSubjobs(reader: Reader): Promise<Subjob[]> {
  const rows = await reader.query<SubjobRow>(
    `SELECT entity, job, fields, filter, is_active AS "isActive", revision FROM {scheduler_subjob} ORDER BY job, entity`,
  );
  return rows.map((row) => ({
    ...row,
    fields: row.fields === null ? null : (JSON.parse(row.fields) as string[]),
    filter: JSON.parse(row.filter) as Condition[],
    isActive: row.isActive === 1,
  }));
}

/** Changes a subjob. Boxes get a snapshot of the jobs it touches. */
export async function putSubjob(tx: Tx, subjob: Omit<Subjob, 'revision'>): Promise<Subjob> {
  const entity = requireEntity(subjob.entity);
  await requireDownloadJob(tx, subjob.job);
  requireFields(entity, subjob);
  const [fields, filter] = [subjob.fields && JSON.stringify(inSchemaOrder(entity, subjob.fields)), JSON.stringify(subjob.filter)];
  await tx.run(
    `UPDATE {scheduler_subjob} SET job = ?, is_active = ?, fields = ?, filter = ?,
       revision = revision + (CASE WHEN fields IS ? AND filter = ? THEN 0 ELSE 1 END) WHERE entity = ?`,
    [subjob.job, subjob.isActive ? 1 : 0, fields, filter, fields, filter, entity.name],
  );
  await noteDefinitionChange(tx);
  const [kept] = (await listSubjobs(tx)).filter(({ entity: name }) => name === entity.name);
  if (!kept) throw new DomainError('subjob.unknown', `${entity.name} has no subjob; initialise the scheduler`);
  return kept;
}

function requireEntity(name: string): EntityDefinition {
  const entity = entityNamed(name);
  if (!entity) throw new DomainError('subjob.unknown', `there is no entity ${name}`);
  return entity;
}

function requireFields(entity: EntityDefinition, { fields, filter }: Pick<Subjob, 'fields' | 'filter'>): void {
  const known = fieldsOf(entity);
  const unknown = [...(fields ?? []), ...filter.map(({ field }) => field)].find((name) => !known.some((field) => field.name === name));
  if (unknown !== undefined) throw new DomainError('subjob.unknown-field', `${entity.name} has no field ${unknown}`);
  const missing = fields && known.find(({ name, isRequired }) => isRequired && !fields.includes(name));
  if (missing) throw new DomainError('subjob.required-field', `${entity.name} cannot go without ${missing.name}`);
}

const inSchemaOrder = ({ schema }: EntityDefinition, fields: readonly string[]): string[] =>
  Object.keys(schema.shape).filter((field) => fields.includes(field));
