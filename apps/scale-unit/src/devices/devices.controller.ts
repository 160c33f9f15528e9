import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { ActivationService } from '@app/devices';
import { Answers, Operation } from '@app/platform';
import type { z } from 'zod';
import { activateBody, activatedDevice } from './devices.dto';

@Controller('api/v1/devices')
export class DevicesController {
  constructor(@Inject(ActivationService) private readonly activation: ActivationService) {}

  @Post('activate')
  @HttpCode(201)
  @Operation(OPERATIONS.activateDevice)
  @Answers(201, 'The device is this register now. Its token is shown this once.', activatedDevice)
  async activate(@Body({ schema: activateBody }) body: z.output<typeof activateBody>): Promise<z.input<typeof activatedDevice>> {
    const { device, deviceToken } = await this.activation.activate(body.activationCode, body.deviceName);
    const { deviceId, legalEntityId, channelId, registerId, name, activatedAt } = device;
    return { deviceId, deviceToken, legalEntityId, channelId, registerId, name, activatedAt };
  }
}
