import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, Operation, readEnrolmentLine } from '@app/platform';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const enrolmentBody = z.strictObject({ line: z.string().max(600) });
const store = z.object({ channelId: z.string(), name: z.string(), address: z.string() });
const previewAnswer = z.object({ stores: z.array(store), isReplacement: z.boolean() }).meta({ id: 'EnrolmentPreview' });

/** Headquarters is asked through the scale unit: it alone talks to it. */
const DEADLINE_MS = OPERATIONS.previewEnrolment.deadlineMs ?? 20_000;

@Controller('console/v1/enrolment')
export class EnrolmentController {
  constructor(
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Operation(OPERATIONS.previewEnrolment)
  @Answers(200, 'The stores this box would be, to be confirmed by a person.', previewAnswer)
  async preview(@Body({ schema: enrolmentBody }) { line }: z.output<typeof enrolmentBody>): Promise<z.input<typeof previewAnswer>> {
    const body = partsOf(line);
    return previewAnswer.parse(await this.unit.ask({ method: 'POST', path: '/enrolment/preview', body, deadlineMs: DEADLINE_MS }));
  }

  @Post()
  @HttpCode(204)
  @Operation(OPERATIONS.confirmEnrolment)
  @Answers(204, 'This box is that store now; its data is on the way.')
  async confirm(@Body({ schema: enrolmentBody }) { line }: z.output<typeof enrolmentBody>): Promise<void> {
    const body = partsOf(line);
    await this.unit.ask({ method: 'POST', path: '/enrolment/confirm', body, deadlineMs: DEADLINE_MS });
    await this.observer.refresh();
  }
}

function partsOf(line: string) {
  const parts = readEnrolmentLine(line);
  if (!parts) throw new DomainError('request.invalid', 'That is not a code from headquarters. Copy the whole line.', { field: '/line' });
  return parts;
}
