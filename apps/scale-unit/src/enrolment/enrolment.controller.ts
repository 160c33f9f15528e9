import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { findBox } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import { Answers, KeyFiles, Operation } from '@app/platform';
import type { z } from 'zod';
import { SOFTWARE_VERSION } from '../software-version';
import { HEADQUARTERS_AUTHORITY } from '../wiring/open-parts';
import { INSTANCE_ID, STORE } from '../wiring/parts';
import { enrolmentBody, enrolmentPreview, enrolmentState, type EnrolmentBody } from './enrolment.dto';
import { EnrolmentService } from './enrolment.service';

@Controller('management/v1/enrolment')
export class EnrolmentController {
  constructor(
    private readonly enrolment: EnrolmentService,
    @Inject(STORE) private readonly store: Database,
    @Inject(INSTANCE_ID) private readonly instanceId: string,
    @Inject(KeyFiles) private readonly keys: KeyFiles,
  ) {}

  @Get()
  @Operation(OPERATIONS.showEnrolment)
  @Answers(200, 'Which box this is.', enrolmentState)
  async show(): Promise<z.input<typeof enrolmentState>> {
    const box = await findBox(this.store.reader);
    return {
      isEnrolled: box !== undefined,
      instanceId: this.instanceId,
      channelDatabaseId: box?.identity.channelDatabaseId ?? null,
      epoch: box?.identity.epoch ?? null,
      headquartersUrl: box?.headquartersUrl ?? null,
      headquartersKey: box?.headquartersKey ?? null,
      headquartersAuthority: this.keys.read(HEADQUARTERS_AUTHORITY) ?? null,
      enrolledAt: box?.enrolledAt ?? null,
      software: SOFTWARE_VERSION,
    };
  }

  @Post('preview')
  @HttpCode(200)
  @Operation(OPERATIONS.previewEnrolment)
  @Answers(200, 'The stores the code is for; nothing is used up.', enrolmentPreview)
  async preview(@Body({ schema: enrolmentBody }) body: EnrolmentBody): Promise<z.input<typeof enrolmentPreview>> {
    const { channels, ...rest } = await this.enrolment.preview(body);
    return { ...rest, stores: channels };
  }

  @Post('confirm')
  @HttpCode(204)
  @Operation(OPERATIONS.confirmEnrolment)
  @Answers(204, 'This box is that store now; its data is on the way.')
  confirm(@Body({ schema: enrolmentBody }) body: EnrolmentBody): Promise<void> {
    return this.enrolment.confirm(body);
  }
}
