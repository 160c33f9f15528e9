import { createRequire } from 'node:module';
import type { INestApplication } from '@nestjs/common';
import type { createOpenApiDocument, DocumentOptions } from './openapi-document';

/** The OpenAPI document as the text that is committed. @nestjs/swagger is loaded here, when somebody asks, and not at every start. */
export function generateOpenApi(app: INestApplication, options: DocumentOptions): string {
  const loaded = createRequire(__filename)('./openapi-document') as { createOpenApiDocument: typeof createOpenApiDocument };
  return `${JSON.stringify(loaded.createOpenApiDocument(app, options), null, 2)}\n`;
}
