import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CatalogReader, listDevices, type Device } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import { ActivationService } from '@app/devices';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import type { z } from 'zod';
import { STORE } from '../wiring/parts';
import { codeBody, issuedCode, registerList } from './registers.dto';

/** Registers of this box and the devices that are them, for the console and the command line. */
@Controller('management/v1')
export class RegistersController {
  constructor(
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
    @Inject(ActivationService) private readonly activation: ActivationService,
  ) {}

  @Get('registers')
  @Operation(OPERATIONS.listRegisters)
  @Answers(200, 'Every register of the box.', registerList)
  async list(): Promise<z.input<typeof registerList>> {
    const { registers } = await this.catalog.configuration();
    const devices = (await listDevices(this.store.reader)).filter(({ state }) => state === 'active');
    return {
      registers: registers.map(({ channelId, registerId, name }) => {
        const device = devices.find((one) => one.channelId === channelId && one.registerId === registerId);
        return { channelId, registerId, name, device: device ? deviceAnswer(device) : null };
      }),
    };
  }

  @Post('activation-codes')
  @HttpCode(201)
  @Operation(OPERATIONS.issueActivationCode)
  @Answers(201, 'A code for one device, good for ten minutes.', issuedCode)
  issue(@Body({ schema: codeBody }) { channelId, registerId }: z.output<typeof codeBody>): Promise<z.input<typeof issuedCode>> {
    return this.activation.issueCode(channelId, registerId);
  }

  @Post('devices/:id/revoke')
  @HttpCode(204)
  @Operation(OPERATIONS.revokeDevice)
  @Answers(204, 'Its token is refused from now on.')
  revoke(@Param('id', { schema: uuid }) deviceId: string): Promise<void> {
    return this.activation.revoke(deviceId);
  }
}

function deviceAnswer({ deviceId, name, state, activatedAt, lastSeenAt }: Device) {
  return { deviceId, name, state, activatedAt, lastSeenAt };
}
