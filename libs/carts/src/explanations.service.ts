import { explainCart } from '@app/commerce';
import { recordedCart } from './replay/recorded-cart';
import { isAsRecorded } from './replay/is-as-recorded';
import { soldSale } from './sold-sale';
import { loadCart } from './stored-cart';
import type { Seller, SellingPorts } from './ports';
import type { ExplanationBody } from './view/explanation-schema';
import { explanationView } from './view/explanation-view';

/** Why a basket costs what it costs. It is worked out when somebody asks; selling pays nothing for it. */
export class ExplanationsService {
  constructor(private readonly ports: SellingPorts) {}

  async ofCart(seller: Seller, cartId: string): Promise<ExplanationBody> {
    return explanationView(explainCart(await loadCart(this.ports.database.reader, seller, cartId)));
  }

  /** From the bytes of its record alone. */
  async ofTransaction(seller: Seller, transactionId: string): Promise<ExplanationBody> {
    const { sale } = await soldSale(this.ports.database.reader, seller, transactionId);
    const explanation = explainCart(recordedCart(sale));
    return { ...explanationView(explanation), isAsRecorded: isAsRecorded(explanation, sale.body) };
  }
}
