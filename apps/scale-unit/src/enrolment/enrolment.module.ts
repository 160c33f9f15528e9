import { Module } from '@nestjs/common';
import { EnrolmentController } from './enrolment.controller';
import { BoxSelf, EnrolmentService } from './enrolment.service';

@Module({ controllers: [EnrolmentController], providers: [BoxSelf, EnrolmentService] })
export class EnrolmentModule {}
