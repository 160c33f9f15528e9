import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, LocalCertificate, Operation } from '@app/platform';
import { z } from 'zod';

const renewed = z.object({
  /** False when the certificate was not due, or nothing listens on the LAN. */
  isNew: z.boolean(),
  validUntil: z.int().nullable(),
});

@Controller('management/v1/certificate')
export class CertificateController {
  constructor(@Inject(LocalCertificate) private readonly certificate: LocalCertificate | null) {}

  @Post('renew')
  @HttpCode(200)
  @Operation(OPERATIONS.renewCertificate)
  @Answers(200, 'Until when the certificate is valid now; connections stay.', renewed)
  async renew(): Promise<z.input<typeof renewed>> {
    const isNew = (await this.certificate?.refresh()) ?? false;
    return { isNew, validUntil: this.certificate?.validUntil ?? null };
  }
}
