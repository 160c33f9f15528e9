import { createRequire } from 'node:module';
import type { INestApplication } from '@nestjs/common';
import type { DocumentOptions } from './openapi-document';

/** The OpenAPI document as the text that is committed. @nestjs/swagger is loaded here, when somebody asks, and not at every start. */
export function generateOpenApi(app: INestApplication, options: DocumentOptions): string {
  const load = createRequire(__filename);
  const { createOpenApiDocument } = load('./openapi-document') as typeof import('./openapi-document');
  return `${JSON.stringify(createOpenApiDocument(app, options), null, 2)}\n`;
}
