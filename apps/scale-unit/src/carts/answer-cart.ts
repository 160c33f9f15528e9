import type { CartBody } from '@app/carts';
import type { Capsule } from '@app/protocol';
import type { FastifyReply } from 'fastify';

/** A cart answers with the tag that the next change has to show, and with every record that was made on the way to it. */
export async function answerCart(reply: FastifyReply, cart: Promise<CartBody>, before: readonly Capsule[] = []): Promise<CartBody> {
  const body = await cart;
  reply.header('etag', `"r${body.revision}"`);
  return before.length === 0 ? body : { ...body, capsules: [...before, ...body.capsules] };
}
