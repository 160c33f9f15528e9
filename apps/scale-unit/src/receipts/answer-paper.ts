import { StreamableFile } from '@nestjs/common';
import type { ReceiptDocument } from '@app/commerce';
import { htmlOf, textOf, type Drawer } from '@app/printing';
import type { FastifyReply } from 'fastify';
import type { PaperQuery } from './paper.dto';

/** A page with styles and drawings of its own and nothing else, whoever opens it. */
const PAGE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** A receipt in the form that was asked for. */
export async function answerPaper(
  reply: FastifyReply,
  draw: Drawer,
  document: ReceiptDocument,
  { format, columns, order, codePage, drawer }: PaperQuery,
): Promise<string | StreamableFile> {
  switch (format) {
    case 'html':
      reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY);
      return htmlOf(document, { columns, hasDrawings: true });
    case 'pdf': return file(await draw(document, { format, columns }), 'application/pdf');
    case 'escpos':
      return file(await draw(document, { format, columns, codePage, kicksDrawer: drawer === 'kick' }), 'application/octet-stream');
    case 'text':
      reply.header('content-type', 'text/plain; charset=utf-8');
      return textOf(document, { columns, order });
  } // prettier-ignore
}

const file = (bytes: Uint8Array, type: string): StreamableFile => new StreamableFile(bytes, { type, length: bytes.length });
