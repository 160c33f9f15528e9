import { Module } from '@nestjs/common';
import { CatalogReader, Journal } from '@app/channel-db';
import { createSelling } from '@app/carts';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { OrdersController } from '../orders/orders.controller';
import { PlaceOrderController } from '../orders/place-order.controller';
import { ReturnLinesController } from '../returns/return-lines.controller';
import { ReturnsController } from '../returns/returns.controller';
import { SalesController } from '../sales/sales.controller';
import { TransactionsController } from '../transactions/transactions.controller';
import { TenderAttemptsModule } from '../tender-attempts/tender-attempts.module';
import { BUSINESS_CLOCK, CLOCK, STORE } from '../wiring/parts';
import { SELLING } from '../wiring/selling';
import { SuspendedController } from '../suspended/suspended.controller';
import { BuyersController } from './buyers.controller';
import { CartsController } from './carts.controller';
import { CouponsController } from './coupons.controller';
import { CalculationsController } from '../calculations/calculations.controller';
import { ReductionsController } from './reductions.controller';
import { TaxOverridesController } from './tax-overrides.controller';

/** Carts, sales, returns and what was sold, on one set of services. */
@Module({
  imports: [TenderAttemptsModule],
  controllers: [
    CartsController,
    BuyersController,
    CouponsController,
    CalculationsController,
    TaxOverridesController,
    ReductionsController,
    SalesController,
    ReturnsController,
    ReturnLinesController,
    SuspendedController,
    PlaceOrderController,
    OrdersController,
    TransactionsController,
  ],
  providers: [
    {
      provide: SELLING,
      inject: [STORE, CatalogReader, Journal, CLOCK, BUSINESS_CLOCK],
      useFactory: (database: Database, catalog: CatalogReader, journal: Journal, clock: Clock, businessClock: Clock) =>
        createSelling({ database, catalog, journal, clock, businessClock }),
    },
  ],
  exports: [SELLING],
})
export class CartsModule {}
