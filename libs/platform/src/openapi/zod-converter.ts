import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/**
 * A zod schema as OpenAPI 3.0. Always its input side: decimal texts are texts on the wire in both directions. A schema with
 * `.meta({ id })` becomes a component of that name.
 */
export function zodToOpenApi(schema: object): { schema: JsonSchema; components?: Record<string, JsonSchema> } | null {
  if (!(schema instanceof z.ZodType)) return null;
  const { definitions, $schema, ...converted } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema & { definitions?: Record<string, JsonSchema> };
  const id = schema.meta()?.id;
  if (!id) return { schema: converted, components: definitions ?? {} };
  return { schema: { $ref: `#/components/schemas/${id}` }, components: { ...definitions, [id]: { ...converted, id: undefined } } };
}
