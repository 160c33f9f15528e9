import type { IncomingMessage } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError, newId } from '@app/kernel';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Logger } from 'pino';
import { nestLogger } from '../logging/nest-logger';
import { OperationGuard } from '../operations/operation.guard';
import { bindToSchemas, controllersOf, requireOperations, requireSchemas, scanRoutes, type Route } from '../operations/route-scan';
import { doorOf } from './doors';
import { useRawBody, useStrictJson } from './json-body';
import { ofStatus, type ProblemTable } from './problem';
import { ProblemFilter, sendProblem } from './problem.filter';
import { securityHeaders } from './security-headers';
import { noteSlowAnswers, type SlowOperations } from './slow-operations';
import { SchemaPipe } from './validation';

const BODY_LIMIT_BYTES = 1_048_576;
/** Zod checks what comes in. Fastify would load compilers of its own, half a megabyte of source, before any route brought a schema. */
const noCompiler = () => () => {
  throw new DomainError('internal.route-with-schema', 'a route brought a JSON schema, which nothing here compiles');
};
const NO_SCHEMA_COMPILERS = { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } };
const CORRELATION_ID = /^[A-Za-z0-9_-]{8,64}$/;

export interface HttpAppOptions {
  readonly problems: ProblemTable;
  readonly log: Logger;
  /** Headers on every answer; an app with pages brings its own policy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a route is behind a door. All are behind all when absent. */
  readonly isBehind?: (door: string, route: string) => boolean;
  /** Where requests that took long are noted; nowhere when absent. */
  readonly slow?: SlowOperations;
  /** Media types read as bytes, with the limit of each. */
  readonly rawBodies?: readonly { readonly mediaType: string; readonly limitBytes: number }[];
}

/** A Nest app on Fastify with all the product's rules of the door: strict input, one form of error, deny by default. */
export async function createHttpApp(module: Type | DynamicModule, options: HttpAppOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    // What it would run is Express middleware, and there is none.
    skipMiddie: true,
    schemaController: NO_SCHEMA_COMPILERS,
    genReqId: (request: IncomingMessage) => correlationIdOf(request.headers['x-correlation-id']),
    // The router answers a malformed URL before any hook runs.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, ofStatus(error.statusCode ?? 400, request.id)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(options.log),
  });
  prepare(adapter.getInstance<FastifyInstance>(), options);
  const routes = scanRoutes(controllersOf(app.get(ModulesContainer)));
  if (options.slow) noteSlowAnswers(adapter.getInstance<FastifyInstance>(), routes, options.slow);
  app.useGlobalGuards(app.get(OperationGuard, { strict: false }));
  app.useGlobalFilters(new ProblemFilter(options.problems, options.log));
  prepareRoutes(routes);
  return app;
}

function prepare(instance: FastifyInstance, { headers = securityHeaders(), isBehind, rawBodies = [] }: HttpAppOptions): void {
  useStrictJson(instance);
  for (const { mediaType, limitBytes } of rawBodies) useRawBody(instance, mediaType, limitBytes);
  instance.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    reply.header('x-correlation-id', request.id);
    done();
  });
  if (isBehind) closeToOtherDoors(instance, isBehind);
}

/** Each route with a check of its own: asking Fastify for the route of a request makes an object each time. */
function closeToOtherDoors(instance: FastifyInstance, isBehind: (door: string, route: string) => boolean): void {
  instance.addHook('onRoute', (route) => {
    const check: onRequestHookHandler = (request, reply, done) => {
      const door = doorOf(request.raw);
      if (door === undefined || isBehind(door, route.url)) done();
      else reply.callNotFound();
    };
    route.onRequest = [route.onRequest ?? [], check].flat();
  });
}

function prepareRoutes(routes: readonly Route[]): void {
  requireOperations(routes);
  requireSchemas(routes);
  bindToSchemas(routes, new SchemaPipe());
}

/** Ids that this process gives: its own name, and a number. */
const PROCESS_NAME = newId().slice(-12);
let given = 0;

function correlationIdOf(brought: string | string[] | undefined): string {
  if (typeof brought === 'string' && CORRELATION_ID.test(brought)) return brought;
  given += 1;
  return `${PROCESS_NAME}-${given}`;
}
