import { BuyersService } from './buyers/buyers.service';
import { CalculationsService } from './calculations.service';
import { CartsService } from './carts.service';
import { CouponsService } from './coupons.service';
import { ExplanationsService } from './explanations.service';
import { ProductFinder } from './find-products';
import type { SellingPorts } from './ports';
import { ReductionsService } from './reductions/reductions.service';
import { StorePapers } from './receipts/store-papers';
import { ReceiptsService } from './receipts/receipts.service';
import { OrdersService } from './orders/orders.service';
import { ReturnsService } from './returns.service';
import { SalesService } from './sales.service';
import { SuspendedService } from './suspended.service';
import { TransactionsService } from './transactions.service';

/** Everything that sells, on one set of ports. */
export interface Selling {
  readonly products: ProductFinder;
  readonly calculations: CalculationsService;
  readonly carts: CartsService;
  readonly buyers: BuyersService;
  readonly coupons: CouponsService;
  readonly explanations: ExplanationsService;
  readonly reductions: ReductionsService;
  readonly sales: SalesService;
  readonly returns: ReturnsService;
  readonly suspended: SuspendedService;
  readonly orders: OrdersService;
  readonly transactions: TransactionsService;
  readonly receipts: ReceiptsService;
  readonly papers: StorePapers;
}

export function createSelling(ports: SellingPorts): Selling {
  const products = new ProductFinder(ports.catalog, ports.businessClock);
  const carts = new CartsService(ports, products);
  const sales = new SalesService(ports, products, carts);
  const returns = new ReturnsService(ports, products, carts);
  const suspended = new SuspendedService(ports, products, carts);
  const transactions = new TransactionsService(ports, products);
  return {
    products,
    calculations: new CalculationsService(ports, products),
    carts,
    buyers: new BuyersService(ports, products, carts),
    coupons: new CouponsService(ports, products, carts),
    explanations: new ExplanationsService(ports),
    reductions: new ReductionsService(carts),
    sales,
    returns,
    suspended,
    orders: new OrdersService(ports, products, carts),
    transactions,
    receipts: new ReceiptsService(ports, products),
    papers: new StorePapers(ports, products),
  };
}
