import type { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { digestHex } from '@app/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireActiveUnit, type BoxCaller } from '../async-service/box-authenticator';
import { EXCHANGE_OPERATIONS } from '../operations';
import { BlobLinks } from './blob-links';
import { BlobStore } from './blob-store';
import { byteRange } from './byte-range';

/** `via=headquarters`: the bytes themselves and no link, because links lead nowhere from where the box is. */
const wayQuery = z.object({ via: z.literal('headquarters').optional() });

/** Segments, by digest. */
@Controller('exchange/v1/blobs')
export class BlobsController {
  constructor(
    private readonly blobs: BlobStore,
    private readonly links: BlobLinks,
  ) {}

  @Get(':sha256')
  @Operation(EXCHANGE_OPERATIONS.readBlob)
  @Header('Accept-Ranges', 'bytes')
  @Answers(
    200,
    'The bytes; 206 with the part that `Range: bytes=from-[to]` named; 307 with a link to them',
    z.string(),
    'application/octet-stream',
  )
  async read(
    @CurrentCaller() caller: BoxCaller,
    @Param('sha256', { schema: digestHex }) sha256: string,
    @Query({ schema: wayQuery }) { via }: z.output<typeof wayQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable | undefined> {
    requireActiveUnit(caller);
    const link = via ? undefined : await this.links.to(sha256);
    if (link) return void reply.code(307).header('Location', link.href);
    return this.stream(sha256, request.headers.range, reply);
  }

  private async stream(sha256: string, rangeHeader: string | undefined, reply: FastifyReply): Promise<Readable> {
    const sizeBytes = await this.blobs.sizeOf(sha256);
    if (sizeBytes === undefined) throw new DomainError('blob.unknown', 'there is no such segment');
    const { from, to, isPart } = byteRange(rangeHeader, sizeBytes);
    const bytes = await this.blobs.read(sha256, from, to);
    void reply.type('application/octet-stream').header('Content-Length', to - from);
    if (isPart) void reply.code(206).header('Content-Range', `bytes ${from}-${to - 1}/${sizeBytes}`);
    return bytes;
  }
}
