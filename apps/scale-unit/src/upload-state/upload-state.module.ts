import { Module } from '@nestjs/common';
import { UploadStateController } from './upload-state.controller';

@Module({ controllers: [UploadStateController] })
export class UploadStateModule {}
