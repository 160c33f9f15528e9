import { Module } from '@nestjs/common';
import { BootstrapService, ProductSearchService, ProductsService, ScansService, type ProductFinder } from '@app/catalog';
import { CatalogReader } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { NoticesModule } from '../notices/notices.module';
import { NoticesService } from '../notices/notices.service';
import { PricesController } from '../products/prices.controller';
import { ProductSearchController } from '../products/product-search.controller';
import { ProductsController } from '../products/products.controller';
import { ScansController } from '../scans/scans.controller';
import { SOFTWARE_VERSION } from '../software-version';
import { BUSINESS_CLOCK, PRODUCT_FINDER, STORE } from '../wiring/parts';
import { RegisterController } from './register.controller';

const SOFTWARE = { name: 'scale-unit', version: SOFTWARE_VERSION };

/** What registers read of what was sent down. */
@Module({
  imports: [NoticesModule],
  controllers: [ScansController, PricesController, ProductsController, ProductSearchController, RegisterController],
  providers: [
    {
      provide: ScansService,
      inject: [CatalogReader, STORE, BUSINESS_CLOCK],
      useFactory: (catalog: CatalogReader, store: Database, businessClock: Clock) => new ScansService({ catalog, store, businessClock }),
    },
    {
      provide: ProductsService,
      inject: [CatalogReader, BUSINESS_CLOCK],
      useFactory: (catalog: CatalogReader, businessClock: Clock) => new ProductsService(catalog, businessClock),
    },
    {
      provide: ProductSearchService,
      inject: [CatalogReader, PRODUCT_FINDER, BUSINESS_CLOCK],
      useFactory: (catalog: CatalogReader, find: ProductFinder, businessClock: Clock) =>
        new ProductSearchService(catalog, find, businessClock),
    },
    {
      provide: BootstrapService,
      inject: [CatalogReader, NoticesService],
      useFactory: (catalog: CatalogReader, notices: NoticesService) => new BootstrapService(catalog, SOFTWARE, () => notices.list()),
    },
  ],
})
export class CatalogModule {}
