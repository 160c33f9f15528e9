import { ModulesContainer } from '@nestjs/core';
import type { Operation } from '@app/kernel';
import { controllersOf, generateOpenApi, scanRoutes } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleOf, type Components, type Json, type Schema } from './sample';

/** A route with its operation and what OpenAPI says about its input. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** `/api/v1/carts/{cartId}` */
  readonly path: string;
  readonly operation: Operation;
  readonly body: Schema | undefined;
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
}

export interface Api {
  readonly routes: readonly ApiRoute[];
  readonly components: Components;
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Every route of the unit, from its own OpenAPI document and its own registry: a new route is tested without anybody's help. */
export function apiOf(app: NestFastifyApplication): Api {
  const text = generateOpenApi(app, { title: '', description: '', version: '', includes: () => true });
  const { paths, components } = JSON.parse(text) as {
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Components };
  };
  const routes = scanRoutes(controllersOf(app.get(ModulesContainer))).map(({ method, path, operation }) => {
    const template = path.replace(/:(\w+)/g, '{$1}');
    const described = paths[template]?.[method.toLowerCase()];
    if (!described || !operation) throw new Error(`${method} ${path} is not in the OpenAPI document`);
    return {
      method: method as ApiRoute['method'],
      path: template,
      operation,
      body: described.requestBody?.content['application/json']?.schema,
      query: (described.parameters ?? []).filter((parameter) => parameter.in === 'query'),
    };
  });
  return { routes, components: components.schemas };
}

/** The path with ids filled in: by name, or one nobody has. */
export function filled(path: string, ids: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? '01990000-0000-7000-8000-000000000001'));
}

/** Where fields exclude or depend on each other, which a schema does not say. */
const ADJUSTED: Readonly<Record<string, (sample: Record<string, Json>) => Record<string, Json>>> = {
  'cart.add-line': scannedLine,
  'sale.create': withScannedLines,
  'cart.add-blind-return': withScannedLines,
  'calculation.make': withScannedLines,
  'customer.look-up': ({ customerId }) => ({ customerId: customerId as Json }),
  'cart.recall': ({ transactionId: _transaction, ...sample }) => sample,
  'cart.add-return': ({ receiptNumber: _number, ...sample }) => sample,
  'tender-attempt.start': (sample) => ({ ...sample, tenderTypeId: 'card' }),
};

function withScannedLines(sample: Record<string, Json>): Record<string, Json> {
  return { ...sample, lines: (sample['lines'] as Record<string, Json>[]).map(scannedLine) };
}

function scannedLine({ productId: _product, weight: _weight, unitPrice: _price, ...line }: Record<string, Json>): Record<string, Json> {
  return line;
}

/** A body the route takes; undefined where it takes none. */
export function bodyFor({ body, operation }: ApiRoute, { components }: Api): Record<string, Json> | undefined {
  if (!body) return undefined;
  const sample = sampleOf(body, components) as Record<string, Json>;
  return ADJUSTED[operation.id]?.(sample) ?? sample;
}
