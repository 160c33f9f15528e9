import type { CatalogConfiguration, CatalogReader, WorkerRow } from '@app/channel-db';

/** A worker as this channel knows them, with what they may do. */
export interface Employee {
  readonly staffId: string;
  readonly legalEntityId: string;
  readonly name: string;
  readonly language: string;
  readonly permissions: ReadonlySet<string>;
  /** Null for a worker without a PIN. */
  readonly pinVerifier: string | null;
}

interface Directory {
  readonly version: number;
  readonly employees: ReadonlyMap<string, Employee>;
}

const keyOf = (channelId: string, staffId: string) => JSON.stringify([channelId, staffId]);

/** Workers and their permissions by the catalog, prepared once per catalog version. */
export class StaffDirectory {
  private directory: Directory | undefined;

  constructor(private readonly catalog: CatalogReader) {}

  /** Undefined for who is unknown in the channel, or blocked. */
  async find(channelId: string, staffId: string): Promise<Employee | undefined> {
    return this.of(await this.catalog.configuration()).employees.get(keyOf(channelId, staffId));
  }

  /** The same without a wait, where this turn of the event loop knows the catalog; undefined also where it does not. */
  recall(channelId: string, staffId: string): Employee | undefined {
    const configuration = this.catalog.knownConfiguration();
    return configuration && this.of(configuration).employees.get(keyOf(channelId, staffId));
  }

  private of({ version, workers, permissionGroups }: CatalogConfiguration): Directory {
    if (this.directory?.version === version) return this.directory;
    const permissionsOf = new Map(
      permissionGroups.map((group) => [keyOf(group.legalEntityId, group.permissionGroupId), new Set(group.permissions)]),
    );
    const allowed = workers.filter(({ isBlocked }) => !isBlocked);
    const employees = new Map(allowed.map((worker) => [keyOf(worker.channelId, worker.workerId), employeeOf(worker, permissionsOf)]));
    this.directory = { version, employees };
    return this.directory;
  }
}

function employeeOf(worker: WorkerRow, permissionsOf: ReadonlyMap<string, ReadonlySet<string>>): Employee {
  const { workerId: staffId, legalEntityId, name, language, permissionGroupId, pinVerifier } = worker;
  const permissions = permissionsOf.get(keyOf(legalEntityId, permissionGroupId)) ?? new Set<string>();
  return { staffId, legalEntityId, name, language, permissions, pinVerifier };
}
