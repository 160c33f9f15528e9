import { Module } from '@nestjs/common';
import { DevicesController } from './devices.controller';
import { RegistersController } from './registers.controller';

@Module({ controllers: [DevicesController, RegistersController] })
export class DevicesModule {}
