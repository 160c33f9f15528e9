import { Readable } from 'node:stream';
import type { Clock } from '@app/kernel';
import { claimedSigner, signAnswer, type SigningKey } from '@app/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const EXCHANGE = '/exchange/';
const NONCE = /^[A-Za-z0-9_-]{16,100}$/;

/**
 * Signs every answer of the exchange over its status, its body and the request's nonce, refusals too: a box tells by it
 * whether headquarters answered or something else on the line. What carried no nonce gets an unsigned answer, and so do the
 * bytes of a blob, which stream: their name is their digest.
 */
export function signAnswers(instance: FastifyInstance, key: SigningKey, clock: Clock): void {
  instance.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, payload: unknown, done) => {
    const nonce = request.url.startsWith(EXCHANGE) && !(payload instanceof Readable) ? nonceOf(request) : undefined;
    if (nonce) reply.headers(signAnswer({ status: reply.statusCode, body: bytesOf(payload) }, key, { now: clock.now(), nonce }));
    done();
  });
}

function nonceOf(request: FastifyRequest): string | undefined {
  const signed = claimedSigner(request.headers)?.nonce;
  const asked = (request.query as { nonce?: unknown } | undefined)?.nonce;
  return signed ?? (typeof asked === 'string' && NONCE.test(asked) ? asked : undefined);
}

function bytesOf(payload: unknown): string | Uint8Array {
  if (typeof payload === 'string' || payload instanceof Uint8Array) return payload;
  if (payload === null || payload === undefined) return '';
  throw new TypeError('answers of the exchange are text, bytes or the stream of a blob');
}
