import { Module } from '@nestjs/common';
import type { Exchange } from '@app/async-client';
import { RECORD_PROOF, Shifts, type RecordProof, type Store } from '@app/store-operations';
import { CartsModule } from '../carts/carts.module';
import { EXCHANGE } from '../exchange/exchange';
import { ExchangeModule } from '../exchange/exchange.module';
import { OPERATING_STORE } from '../wiring/store-operations';
import { ShiftsController } from './shifts.controller';

@Module({
  imports: [ExchangeModule, CartsModule],
  controllers: [ShiftsController],
  providers: [
    { provide: RECORD_PROOF, inject: [EXCHANGE], useFactory: ({ proof }: Exchange): RecordProof => proof },
    {
      provide: Shifts,
      inject: [OPERATING_STORE, RECORD_PROOF],
      useFactory: (store: Store, proof: RecordProof) => new Shifts(store, proof),
    },
  ],
})
export class ShiftsModule {}
