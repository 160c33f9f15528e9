import { RequestMethod, type PipeTransform, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';
import { DomainError, type Operation } from '@app/kernel';
import { OPERATION } from './operation.decorator';

/** A route as its controller declares it. */
export interface Route {
  readonly controller: Type;
  readonly handler: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation | undefined;
}

/** Every route of the controllers, read from their decorators. */
export function scanRoutes(controllers: readonly Type[]): Route[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>;
    const names = new MetadataScanner().getAllMethodNames(prototype);
    return names.flatMap((handler) => routesOf(controller, handler, prototype[handler] as object));
  });
}

export function controllersOf(modules: ModulesContainer): Type[] {
  const wrappers = [...modules.values()].flatMap((module) => [...module.controllers.values()]);
  return wrappers.flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as Type] : []));
}

/** Refuses an app in which a route has no operation: nobody would have decided who may call it. */
export function requireOperations(routes: readonly Route[]): void {
  const open = routes.filter(({ operation }) => !operation);
  if (open.length === 0) return;
  const names = open.map(({ controller, handler, method, path }) => `${method} ${path} (${controller.name}.${handler})`);
  throw new DomainError('internal.route-without-operation', `these routes have no operation: ${names.join(', ')}`);
}

function routesOf(controller: Type, handler: string, target: object): Route[] {
  const method = Reflect.getMetadata(METHOD_METADATA, target) as RequestMethod | undefined;
  if (method === undefined) return [];
  const operation = Reflect.getMetadata(OPERATION, target) as Operation | undefined;
  const prefixes = asList(Reflect.getMetadata(PATH_METADATA, controller));
  const paths = asList(Reflect.getMetadata(PATH_METADATA, target));
  return prefixes.flatMap((prefix) =>
    paths.map((path) => ({ controller, handler, method: RequestMethod[method], path: joined(prefix, path), operation })),
  );
}

function asList(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value ?? '']).map(String);
}

function joined(prefix: string, path: string): string {
  return `/${[prefix, path].join('/')}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

const CHECKED_KINDS: readonly number[] = [RouteParamtypes.BODY, RouteParamtypes.QUERY, RouteParamtypes.PARAM];

/** Refuses an app in which a route takes a body, a query or a parameter that no schema looks at. */
export function requireSchemas(routes: readonly Route[]): void {
  const blind = routes.filter(hasUncheckedArgument).map(({ method, path }) => `${method} ${path}`);
  if (blind.length > 0) throw new DomainError('internal.route-without-schema', `these routes take unchecked input: ${blind.join(', ')}`);
}

/** Lets a pipe see exactly the arguments that have a schema. As a pipe of the whole app it would cost every other argument a turn of waiting. */
export function bindToSchemas(routes: readonly Route[], pipe: PipeTransform): void {
  for (const route of routes) {
    for (const argument of Object.values(argumentsOf(route))) if (argument.schema) argument.pipes = [pipe];
  }
}

function hasUncheckedArgument(route: Route): boolean {
  return Object.entries(argumentsOf(route)).some(
    ([key, { schema }]) => CHECKED_KINDS.includes(parseInt(key, 10)) && !schema && !key.includes('custom'),
  );
}

/** An argument of a handler as its decorator describes it to Nest. */
interface DescribedArgument {
  readonly schema?: unknown;
  pipes: readonly PipeTransform[];
}

function argumentsOf({ controller, handler }: Route): Readonly<Record<string, DescribedArgument>> {
  return (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Record<string, DescribedArgument>;
}
