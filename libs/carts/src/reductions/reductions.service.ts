import type { CartsService } from '../carts.service';
import type { CartRequest } from '../change-once';
import type { CartBody } from '../view/cart-schema';
import {
  lineDiscount,
  saleDiscount,
  setPrice,
  withholding,
  type AskedDiscount,
  type AskedPrice,
  type AskedWithholding,
  type Reduction,
} from './asked-reductions';

/** What people take off a cart, prices they set, and offers they withhold. Each stands in the journal; the same request again changes nothing. */
export class ReductionsService {
  constructor(private readonly carts: CartsService) {}

  discountSale(request: CartRequest, asked: AskedDiscount): Promise<CartBody> {
    return this.change(request, saleDiscount(request.seller, asked));
  }

  discountLine(request: CartRequest, lineId: string, asked: AskedDiscount): Promise<CartBody> {
    return this.change(request, lineDiscount(request.seller, lineId, asked));
  }

  overridePrice(request: CartRequest, lineId: string, asked: AskedPrice): Promise<CartBody> {
    return this.change(request, setPrice(request.seller, lineId, asked));
  }

  withholdOffers(request: CartRequest, asked: AskedWithholding): Promise<CartBody> {
    return this.change(request, withholding(request.seller, asked));
  }

  private change(request: CartRequest, { decide, operation, what }: Reduction): Promise<CartBody> {
    return this.carts.change(request, decide, { operation, what });
  }
}
