import { Module } from '@nestjs/common';
import { JournalController } from './journal.controller';
import { LossesService } from './losses.service';

@Module({ controllers: [JournalController], providers: [LossesService] })
export class JournalModule {}
