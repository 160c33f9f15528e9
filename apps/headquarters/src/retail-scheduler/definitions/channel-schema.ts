import { ENTITIES, fieldsOf, SCHEMA_VERSION, type FieldKind } from '@app/protocol';

export interface ChannelSchema {
  readonly schemaVersion: number;
  readonly tables: readonly {
    readonly entity: string;
    readonly table: string;
    readonly scope: 'group' | 'channel';
    readonly key: readonly string[];
    readonly columns: readonly {
      readonly field: string;
      readonly column: string;
      readonly kind: FieldKind;
      readonly isRequired: boolean;
    }[];
  }[];
}

/** Which table and column of a channel database each entity and field goes to. It follows from the protocol; nobody keeps it. */
export function channelSchema(): ChannelSchema {
  const tables = ENTITIES.map((entity) => ({
    entity: entity.name,
    table: inSnakeCase(entity.name),
    scope: entity.scope,
    key: entity.key,
    columns: fieldsOf(entity).map(({ name, kind, isRequired }) => ({ field: name, column: inSnakeCase(name), kind, isRequired })),
  }));
  return { schemaVersion: SCHEMA_VERSION, tables };
}

const inSnakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
