import { Controller, Get, Inject, Post } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { EmergencyCode } from './emergency-code';

const stateAnswer = z.object({ state: z.enum(['none', 'sealed', 'used']), madeAt: z.number().nullable() }).meta({ id: 'EmergencyCode' });
const newCodeAnswer = z.object({ code: z.string() }).meta({ id: 'NewEmergencyCode' });

@Controller('console/v1/emergency-code')
export class EmergencyCodeController {
  constructor(
    @Inject(EmergencyCode) private readonly code: EmergencyCode,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  @Get()
  @Operation(OPERATIONS.readEmergencyCode)
  @Answers(200, 'Whether there is one, never which.', stateAnswer)
  read(): z.input<typeof stateAnswer> {
    return { state: this.code.state(), madeAt: this.code.madeAt() };
  }

  @Post()
  @Operation(OPERATIONS.makeEmergencyCode)
  @Answers(201, 'The code, shown once. The one before it works no more.', newCodeAnswer)
  async make(): Promise<z.input<typeof newCodeAnswer>> {
    const code = await this.code.renew();
    await this.observer.refresh();
    return { code };
  }
}
