export const READ_HEADERS = 'platform:read-headers';

export interface ReadHeader {
  readonly name: string;
  readonly required: boolean;
}

/** For a parameter decorator that reads a header: says so, for the OpenAPI document. */
export const readsHeader =
  (header: ReadHeader): ParameterDecorator =>
  (target, handler) => {
    const route = (target as Record<string | symbol, object>)[handler ?? ''] ?? {};
    const known = (Reflect.getMetadata(READ_HEADERS, route) ?? []) as readonly ReadHeader[];
    Reflect.defineMetadata(READ_HEADERS, [...known, header], route);
  };
