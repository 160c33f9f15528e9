import { z } from 'zod';

type JsonSchema = Record<string, unknown>;
/** Components by name. */
export type NamedSchemas = Record<string, JsonSchema>;

/**
 * A zod schema as OpenAPI 3.0. Always its input side: decimal texts are texts on the wire in both directions. A schema with
 * `.meta({ id })` becomes a component of that name.
 */
export function zodToOpenApi(schema: object): { schema: JsonSchema; components?: NamedSchemas } | null {
  if (!(schema instanceof z.ZodType)) return null;
  const converted = z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' });
  // zod keeps named schemas under `definitions` and refers to them there, the schema itself included.
  const text = JSON.stringify(converted).replaceAll('"#/definitions/', '"#/components/schemas/');
  const { definitions = {}, $schema, ...own } = JSON.parse(text) as JsonSchema & { definitions?: Record<string, JsonSchema> };
  for (const definition of Object.values(definitions)) delete definition['id'];
  return { schema: own, components: definitions };
}
