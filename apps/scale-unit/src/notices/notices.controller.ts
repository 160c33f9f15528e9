import { Controller, Get } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { z } from 'zod';
import { noticeList } from './notices.dto';
import { NoticesService } from './notices.service';

@Controller('api/v1/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Get()
  @Operation(OPERATIONS.listNotices)
  @Answers(200, 'What is limited, since when, and what to tell customers: codes and parameters.', noticeList)
  list(): Promise<z.input<typeof noticeList>> {
    return this.notices.list();
  }
}
