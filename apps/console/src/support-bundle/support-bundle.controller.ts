import { Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { SupportBundle, type Collection } from './support-bundle.service';

const PAGE_BYTES = 65_536;

const bundle = z
  .object({
    collectedAt: z.number().nullable(),
    parts: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        sizeBytes: z.number(),
        /** Why it is empty; null when it is not. */
        missing: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SupportBundle' });
type BundleAnswer = z.input<typeof bundle>;

const part = z.object({ text: z.string(), next: z.int().nullable() }).meta({ id: 'SupportBundlePart' });
const partName = z.string().max(80);
const place = z.strictObject({ offset: z.coerce.number().int().min(0).default(0) });

/** What support is sent: collected, looked at, and only then made. */
@Controller('console/v1/support-bundle')
export class SupportBundleController {
  constructor(@Inject(SupportBundle) private readonly bundle: SupportBundle) {}

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.collectSupportBundle)
  @Answers(200, 'What was collected. Nothing has left the box.', bundle)
  async collect(): Promise<BundleAnswer> {
    return answerOf(await this.bundle.collect());
  }

  @Get()
  @Operation(OPERATIONS.readSupportBundle)
  @Answers(200, 'What was collected in the last hour.', bundle)
  async read(): Promise<BundleAnswer> {
    return answerOf(await this.bundle.collected());
  }

  @Get('parts/:name')
  @Operation(OPERATIONS.readSupportBundlePart)
  @Answers(200, 'The text of a part, as it would be sent, page by page.', part)
  async readPart(
    @Param('name', { schema: partName }) name: string,
    @Query({ schema: place }) { offset }: z.output<typeof place>,
  ): Promise<z.input<typeof part>> {
    const { text, sizeBytes } = await this.bundle.read(name, offset, PAGE_BYTES);
    return { text, next: offset + PAGE_BYTES < sizeBytes ? offset + PAGE_BYTES : null };
  }

  @Get('file')
  @Operation(OPERATIONS.downloadSupportBundle)
  @Answers(200, 'The bundle.', z.string().meta({ format: 'binary' }), 'application/zip')
  async download(): Promise<StreamableFile> {
    return new StreamableFile(await this.bundle.zip(), {
      type: 'application/zip',
      disposition: 'attachment; filename="support-bundle.zip"',
    });
  }
}

const answerOf = (found: Collection | undefined): BundleAnswer => ({
  collectedAt: found?.collectedAt ?? null,
  parts: [...(found?.parts ?? [])],
});
