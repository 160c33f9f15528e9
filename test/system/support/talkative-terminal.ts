import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newId } from '@app/kernel';
import { SimulatorLedger } from '../../../tools/simulate/src/ledger';
import type { OwnStore } from '../../../tools/simulate/src/own-store';
import { Random } from '../../../tools/simulate/src/random';
import { CartSession } from '../../../tools/simulate/src/register/cart-session';
import { once as withKey } from '../../../tools/simulate/src/register/commerce';
import { openLane, type OpenLane } from '../../../tools/simulate/src/register/open-lanes';
import { finish } from '../../../tools/simulate/src/register/serve';
import { settle } from '../../../tools/simulate/src/register/settle';

/** A card terminal that writes what it was told to wherever it may write a text. Every second payment it declines. */
export class TalkativeTerminal {
  private readonly texts: string[] = [];
  private asked = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TalkativeTerminal> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const terminal = new TalkativeTerminal(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => response.end(JSON.stringify(terminal.answerTo(JSON.parse(Buffer.concat(parts).toString()) as object))));
    });
    return terminal;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  /** Sells something in the first lane, with a card payment for each text, and the rest in cash. */
  async sellWith(world: OwnStore, registerId: string, texts: readonly string[]): Promise<void> {
    this.texts.push(...texts);
    const ledger = new SimulatorLedger(join(world.store.options.folder, 'ledger.jsonl'));
    const lane = await openLane(world, ledger, registerId, new Random(1));
    const cart = await aCart(lane);
    for (const { length } = texts; this.asked < length;) await payOneCent(lane, cart);
    await finish(lane.till, ledger, registerId, cart, { kind: 'sale', payment: 'cash' });
  }

  private answerTo(request: object): object {
    const text = this.texts[this.asked] ?? '';
    this.asked += 1;
    if (this.asked % 2 === 0) return { ...request, outcome: 'declined', amount: '0.00', reason: `no: ${text}` };
    return { ...request, outcome: 'approved', authorization: text, cardLastDigits: '1111', reason: text };
  }
}

async function aCart({ till, sample }: OpenLane): Promise<CartSession> {
  const cart = await CartSession.open(till.commerce, newId(), 'live');
  const { productId } = sample.find(({ isWeighed, minimumAge }) => !isWeighed && minimumAge === null)!;
  const body = { lineId: newId(), productId, quantity: '1' };
  await cart.change((api, { cartId, seen }) =>
    api.POST('/api/v1/carts/{cartId}/lines', { params: { path: { cartId }, header: seen }, body }),
  );
  return cart;
}

async function payOneCent({ till }: OpenLane, cart: CartSession): Promise<void> {
  const { cartId, seen } = cart.call;
  const attemptId = newId();
  const body = { attemptId, tenderTypeId: 'card', amount: '0.01', giftCardNumber: null, drivenBy: 'box' } as const;
  const params = { path: { cartId }, header: { ...seen, ...withKey(newId()) } };
  await till.commerce.ask((api) => api.POST('/api/v1/carts/{cartId}/tender-attempts', { params, body }));
  await settle(till, cartId, attemptId);
  await cart.refresh();
}
