import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { securityHeaders } from '../http/security-headers';
import type { FastifyReply } from 'fastify';

/** Scripts, styles and pictures come from the app itself and nowhere else; nothing inline, and no other site may frame a page. */
export const PAGE_HEADERS = securityHeaders({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
  },
  strictTransportSecurity: false,
});

const YEAR_SECONDS = 31_536_000;

/** The built pages. Names under `assets/` hold a digest, so a browser keeps them; the page itself is asked for each time. */
export async function servePages(app: NestFastifyApplication, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  const { default: fastifyStatic } = await import('@fastify/static');
  const assets = join(folder, 'assets');
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (reply: FastifyReply, path: string) => {
      reply.header('cache-control', path.startsWith(assets) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
}
