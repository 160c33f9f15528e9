import { Module } from '@nestjs/common';
import { CartsModule } from '../carts/carts.module';
import { ReceiptsController } from './receipts.controller';

@Module({ imports: [CartsModule], controllers: [ReceiptsController] })
export class ReceiptsModule {}
