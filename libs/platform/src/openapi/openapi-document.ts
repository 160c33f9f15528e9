import { ModulesContainer } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiOperation, ApiResponse, ApiSecurity, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from '@app/kernel';
import { controllersOf, scanRoutes, type Route } from '../operations/route-scan';
import { ANSWERS, type AnswerDescription } from './answers.decorator';
import { PROBLEM_SCHEMA, type Schemas } from './problem-schema';
import { READ_HEADERS, type ReadHeader } from './reads-header.decorator';
import { zodToOpenApi, type NamedSchemas } from './zod-converter';

export interface DocumentOptions {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  /** Which paths the document is about. */
  readonly includes: (path: string) => boolean;
}

/** The OpenAPI document of an app, from its routes, schemas and operations. Loads @nestjs/swagger: import it only for this. */
export function createOpenApiDocument(app: INestApplication, options: DocumentOptions): OpenAPIObject {
  const named: NamedSchemas = {};
  for (const route of scanRoutes(controllersOf(app.get(ModulesContainer)))) describe(route, named);
  const config = new DocumentBuilder()
    .setTitle(options.title)
    .setDescription(options.description)
    .setVersion(options.version)
    .addSecurity('bearer', { type: 'http', scheme: 'bearer' })
    .addSecurity('session', { type: 'apiKey', in: 'header', name: 'Store-Session' })
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter: zodToOpenApi as never });
  return sorted(document, { ...document.components?.schemas, ...(named as Schemas), Problem: PROBLEM_SCHEMA }, options.includes);
}

/** Schemas of the route that @nestjs/swagger does not see are put to those that are named. */
function describe({ controller, handler, operation }: Route, named: NamedSchemas): void {
  if (!operation) return;
  const prototype = controller.prototype as Record<string, (...input: unknown[]) => unknown>;
  const target = prototype[handler] as (...input: unknown[]) => unknown;
  const descriptor = { value: target };
  const apply = (decorator: MethodDecorator) => void decorator(prototype, handler, descriptor);
  apply(ApiOperation({ operationId: `${controller.name.replace(/Controller$/, '')}_${handler}`, summary: operation.summary }));
  apply(ApiExtension('x-operation', extensionOf(operation)));
  for (const decorator of answersOf(target, named)) apply(decorator);
  for (const decorator of [...requirementsOf(operation), ...headersOf(target)]) apply(decorator);
}

function answersOf(target: object, named: NamedSchemas): MethodDecorator[] {
  const answer = Reflect.getMetadata(ANSWERS, target) as AnswerDescription | undefined;
  const problem = {
    description: 'What went wrong (RFC 9457).',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const failure = ApiResponse({ status: 'default', ...problem } as never);
  if (!answer) return [failure];
  const { status, description, schema, mediaType = 'application/json' } = answer;
  const converted = schema && zodToOpenApi(schema);
  Object.assign(named, converted?.components);
  const content = converted && { content: { [mediaType]: { schema: converted.schema } } };
  return [ApiResponse({ status, description, ...content }), failure];
}

const headersOf = (target: object): MethodDecorator[] =>
  ((Reflect.getMetadata(READ_HEADERS, target) ?? []) as readonly ReadHeader[]).map((header) =>
    ApiHeader({ ...header, schema: { type: 'string', maxLength: 100 } }),
  );

function requirementsOf({ caller, idempotency, override }: Operation): MethodDecorator[] {
  const decorators: MethodDecorator[] = [];
  if (caller !== 'anonymous') decorators.push(ApiSecurity({ bearer: [], ...(caller === 'employee' ? { session: [] } : {}) }));
  if (idempotency === 'required')
    decorators.push(ApiHeader({ name: 'Idempotency-Key', required: true, schema: { type: 'string', maxLength: 100 } }));
  if (override === 'second-person') decorators.push(ApiHeader({ name: 'Store-Approval', required: false, schema: { type: 'string' } }));
  return decorators;
}

function extensionOf({ id, caller, permission, override, connectivity, connector, deadlineMs, retry, fallback, idempotency }: Operation) {
  return { id, caller, permission, override, connectivity, connector, deadlineMs, retry, fallback, idempotency };
}

/** Paths in order of their names, so that the committed file changes only where the API does. */
function sorted(document: OpenAPIObject, named: Schemas, includes: (path: string) => boolean): OpenAPIObject {
  const paths = Object.entries(document.paths).filter(([path]) => includes(path));
  paths.sort(([a], [b]) => (a < b ? -1 : 1));
  const used = JSON.stringify(paths);
  const schemas = Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: Object.fromEntries(withReferenced(schemas, used)) },
  };
}

/** Components the paths refer to, and those that these refer to. */
function withReferenced<Schema>(schemas: readonly [string, Schema][], text: string): [string, Schema][] {
  const refersTo = (name: string) => text.includes(`"#/components/schemas/${name}"`);
  const used = schemas.filter(([name]) => refersTo(name));
  const more = schemas.filter(([name]) => JSON.stringify(used).includes(`"#/components/schemas/${name}"`) && !refersTo(name));
  return more.length === 0 ? used : withReferenced(schemas, text + JSON.stringify(used));
}
