import type { Reader } from '@app/database';
import { ENTITIES, type EntityDefinition, type JobId } from '@app/protocol';
import { inLoadOrder } from '../definitions/jobs';
import { listSubjobs, type Subjob } from '../definitions/subjobs';
import type { Audience } from './audience';

/** An entity and how it goes down. */
export interface SentEntity {
  readonly entity: EntityDefinition;
  readonly subjob: Subjob;
}

/** What each job carries at one moment. */
export class JobDefinitions {
  private constructor(private readonly byJob: ReadonlyMap<JobId, readonly SentEntity[]>) {}

  static async read(reader: Reader): Promise<JobDefinitions> {
    const active = new Map((await listSubjobs(reader)).filter(({ isActive }) => isActive).map((subjob) => [subjob.entity, subjob]));
    const byJob = new Map<JobId, SentEntity[]>();
    for (const entity of ENTITIES) {
      const subjob = active.get(entity.name);
      if (subjob) byJob.set(subjob.job, [...(byJob.get(subjob.job) ?? []), { entity, subjob }]);
    }
    return new JobDefinitions(byJob);
  }

  /** Jobs that carry something, in the order of a first load. */
  get jobs(): JobId[] {
    return inLoadOrder(this.byJob.keys());
  }

  /** In the order to apply them. */
  entitiesOf(job: JobId): readonly SentEntity[] {
    return this.byJob.get(job) ?? [];
  }

  /** The job that carries an entity, and how; undefined when none does. */
  find(entityName: string): { readonly job: JobId; readonly sent: SentEntity } | undefined {
    for (const [job, entities] of this.byJob) {
      const sent = entities.find(({ entity }) => entity.name === entityName);
      if (sent) return { job, sent };
    }
    return undefined;
  }

  /** Says all that a box's rows of a job depend on beside the rows. When it is another one, only a snapshot will do. */
  textFor(job: JobId, { group, channels }: Audience): string {
    const subjobs = this.entitiesOf(job).map(({ entity, subjob }) => `${entity.name} ${subjob.revision}`);
    return JSON.stringify({ subjobs, group: group.scopeIds, channels: channels.map(({ channelId }) => channelId) });
  }
}
