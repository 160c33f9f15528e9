import { Module } from '@nestjs/common';
import { CartsModule } from '../carts/carts.module';
import { ReceiptsController } from './receipts.controller';
import { SlipsController } from './slips.controller';

@Module({ imports: [CartsModule], controllers: [ReceiptsController, SlipsController] })
export class ReceiptsModule {}
