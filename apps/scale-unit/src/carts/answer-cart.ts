import type { CartBody } from '@app/carts';
import type { FastifyReply } from 'fastify';

/** A cart answers with the tag that the next change has to show. */
export async function answerCart(reply: FastifyReply, cart: Promise<CartBody>): Promise<CartBody> {
  const body = await cart;
  reply.header('etag', `"r${body.revision}"`);
  return body;
}
